"""Where and how often a filer wants to be told of filings. Secondary addresses stay with each court."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.names import masked_email
from openecf.foundation.refusals import Refusal

from . import mailing
from .models import Account

FREQUENCIES = ("each", "daily")
FORMATS = ("html", "text")


class NoSuchNoticing(Refusal):
    """Choose how often, and in which format, notices shall come."""


@dataclass(frozen=True)
class Noticing:
    """The primary address, one mail for each filing or one a day, with HTML or plain text."""

    email: str
    frequency: str = "each"
    format: str = "html"


def noticing_of(account: Account) -> Noticing:
    """Return what the account has chosen."""
    return Noticing(account.notice_email or account.email, account.notice_frequency, account.notice_format)


def change(account: Account, wanted: Noticing, *, address: str = "", at: datetime) -> bool:
    """Keep another choice; the account's own and the old address are told. False when nothing changes.

    The new address hears of it from the courts, when they changed their record.

    Raises NoSuchNoticing, mailing.TooManyChanges.
    """
    if wanted.frequency not in FREQUENCIES or wanted.format not in FORMATS or not wanted.email:
        raise NoSuchNoticing
    before = Account.objects.get(pk=account.pk)
    old = noticing_of(before)
    if wanted == old:
        return False
    mailing.require_calm(before.number, "accounts.noticing_changed", at=at)
    with transaction.atomic():
        kept = "" if wanted.email.lower() == before.email.lower() else wanted.email
        Account.objects.filter(pk=account.pk).update(
            notice_email=kept, notice_frequency=wanted.frequency, notice_format=wanted.format
        )
        detail = {"to": masked_email(wanted.email), "frequency": wanted.frequency, "format": wanted.format}
        trail.record(
            "center",
            before.number,
            "accounts.noticing_changed",
            before.number,
            detail=detail,
            address=address,
            at=at,
        )
        if wanted.email.lower() != old.email.lower():
            for each in dict.fromkeys((before.email, old.email)):
                parts = {"username": before.username, "email": masked_email(wanted.email)}
                mailing.post("noticing_changed", each, parts, at=at)
    return True
