""" "This was not me": the mailed link that signs everybody out and turns the password off."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import links, mailing
from openecf.center.accounts.models import Account, MailedLink

from . import attempts, devices, keys, sessions


@dataclass(frozen=True)
class Told:
    """What the mail told of, for the page behind its link."""

    username: str
    browser: str
    address: str
    at: datetime
    done: bool


def told(token: str, *, at: datetime) -> Told:
    """Return which sign-in a link is about; looking changes nothing. Raises LinkGone."""
    link = _link(token, at=at)
    claims = link.claims
    return Told(
        link.account.username, claims["browser"], claims["address"], link.made_at, link.used_at is not None
    )


def disown(token: str, *, address: str, at: datetime) -> None:
    """End every sign-on and key of the account and turn its password off until it is reset. Raises LinkGone.

    Sent twice, it is done once.
    """
    link = _link(token, at=at)
    if link.used_at is not None:
        return
    try:
        with transaction.atomic():
            links.take(link, at=at)
            _close(link, address=address, at=at)
    except links.LinkGone:
        if _link(token, at=at).used_at is None:
            raise  # else it was sent twice at once, and is done


def _close(link: MailedLink, *, address: str, at: datetime) -> None:
    account = link.account
    links.drop(account, links.NOT_ME, links.EMAIL, links.RESET, links.UPGRADE, at=at)
    Account.objects.filter(pk=account.pk, password_disabled_at=None).update(password_disabled_at=at)
    sessions.end_all(account, at=at)
    keys.revoke_all(account, address=address, at=at)
    attempts.forget(account.username)
    devices.forget(account, link.claims["device"])
    trail.record("center", account.number, "signon.disowned", account.number, address=address, at=at)
    mailing.post("disowned", account.email, {"username": account.username}, at=at)


def _link(token: str, *, at: datetime) -> MailedLink:
    link = links.find(links.NOT_ME, token, at=at)
    if link is None:
        raise links.LinkGone
    return link
