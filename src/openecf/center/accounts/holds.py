"""Accounts the service center looks at before they may search, and letting them go."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.names import PersonName
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import activation, duplicates, mailing
from .models import Account

REASONS = {
    Account.Hold.DUPLICATE: "name, birth date and e-mail address are those of another account",
    Account.Hold.ALIAS: "the e-mail address has a +tag",
}


class NotHeld(Refusal):
    """This account is not held. There is nothing to release."""


class NoReason(Refusal):
    """Say why, so that the record shows it."""


@dataclass(frozen=True)
class Held:
    """One account that waits for a look, and the accounts it is like."""

    number: str
    username: str
    name: PersonName
    email: str
    why: str
    like: tuple[str, ...]
    made_at: datetime


def waiting() -> list[Held]:
    """Return the accounts that are held, oldest first."""
    return [
        Held(
            each.number,
            each.username,
            each.name,
            each.email,
            REASONS[each.hold],
            tuple(duplicates.like(each)),
            each.made_at,
        )
        for each in Account.objects.exclude(hold="").order_by("pk")
    ]


def release(number: str, reason: str, *, at: datetime) -> str:
    """Let a held account go and tell its holder; return its search status. It is the operator's act.

    Raises NoReason, NoSuchRecord, NotHeld.
    """
    if not reason.strip():
        raise NoReason
    account = Account.objects.filter(number=number).first()
    if account is None:
        raise NoSuchRecord
    status = activation.first_status(account.holder, Account.Hold.NONE)
    with transaction.atomic():
        held = Account.objects.filter(pk=account.pk).exclude(hold="")
        if not held.update(hold=Account.Hold.NONE, search_status=status):
            raise NotHeld
        detail = {"why_held": account.hold, "reason": reason.strip()}
        trail.record("center", "operator", "accounts.hold_released", account.number, detail=detail, at=at)
        parts = {"number": account.number, "status": SENTENCES[status]}
        mailing.post("hold_released", account.email, parts, at=at)
    return status


SENTENCES = {
    "active": "You can search in every court.",
    "waiting": "You can search as soon as you store a card or enter the token of the letter we mail you.",
    "inactive": "It pays for others and does not search itself.",
}
