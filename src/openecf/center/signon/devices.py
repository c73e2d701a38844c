"""Browsers an account was used with. A new one is told by mail, with a link for "this was not me"."""

from datetime import datetime, timedelta

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import links, mailing
from openecf.center.accounts.models import Account
from openecf.foundation import browsers
from openecf.foundation.references import digest
from openecf.foundation.throttle import network_of

from .models import Device

_QUIET = timedelta(days=1)  # one that keeps no cookies is told of again when it was away so long


def meet(account: Account, device_id: str, *, browser: str, address: str, at: datetime) -> bool:
    """Note that an account was used with a browser; tell its holder of a new one, and whether it was new.

    The very first browser of an account is the one it was opened with, and nothing is mailed.
    """
    facts = {"browser": browser[:200], "address": address}
    known = Device.objects.filter(account=account, device_hash=digest(device_id))
    if known.update(last_seen_at=at, **facts):
        return False
    others = Device.objects.filter(account=account)
    first, told = not others.exists(), _was_told(others, browser, address, at=at)
    with transaction.atomic():
        Device.objects.bulk_create(
            [_device(account, device_id, at=at, **facts)], ignore_conflicts=True
        )  # of two at once both may write, and two mails are no harm
        number, detail = account.number, {"browser": browsers.in_words(browser)}
        trail.record("center", number, "signon.new_device", number, detail=detail, address=address, at=at)
        if not (first or told):
            _tell(account, device_id, browser=browser, address=address, at=at)
    return True


def forget(account: Account, device_hash: str) -> None:
    """Forget a browser that was not the holder's: it is new again when it comes back."""
    Device.objects.filter(account=account, device_hash=device_hash).delete()


def _device(account: Account, device_id: str, *, at: datetime, **facts: str) -> Device:
    return Device(account=account, device_hash=digest(device_id), first_seen_at=at, last_seen_at=at, **facts)


def _was_told(others, browser: str, address: str, *, at: datetime) -> bool:
    alike = others.filter(browser=browser[:200], first_seen_at__gt=at - _QUIET)
    return network_of(address) in {network_of(one) for one in alike.values_list("address", flat=True)}


def _tell(account: Account, device_id: str, *, browser: str, address: str, at: datetime) -> None:
    claims = {"device": digest(device_id), "browser": browsers.in_words(browser), "address": address}
    token = links.make(links.NOT_ME, account.email, account=account, claims=claims, at=at)
    parts = {
        "username": account.username,
        "browser": claims["browser"],
        "address": address or "an unknown network",
        "when": f"{at:%b} {at.day}, {at:%Y %H:%M} UTC",
        "link": mailing.link("center.not_me", token),
    }
    mailing.post("new_device", account.email, parts, at=at)
