"""Signing an account out everywhere, by the operator: after a theft, or when a program went wild."""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import sessions
from .models import ProviderSession, Token


class ReasonNeeded(Refusal):
    """Say why, for the trail: --reason TEXT."""


def sign_out(number: str, reason: str, *, at: datetime) -> int:
    """End every browser's sign-on and every token of an account; return how many browsers.

    Courts are told like of any log-out. Raises ReasonNeeded, NoSuchRecord.
    """
    if not reason.strip():
        raise ReasonNeeded
    account = Account.objects.filter(number=number).first()
    if account is None:
        raise NoSuchRecord
    with transaction.atomic():
        ended = sessions.end_all(account, at=at)
        detail = {"reason": reason.strip(), "browsers": ended}
        trail.record("center", "operator", "signon.signed_out_by_operator", number, detail=detail, at=at)
    return ended


def numbers_signed_in() -> list[str]:
    """Return the numbers of all accounts with a browser or a program that is signed in."""
    lives = {"ended_at": None}
    ids = {
        *ProviderSession.objects.filter(**lives).values_list("account_id", flat=True),
        *Token.objects.filter(**lives).values_list("account_id", flat=True),
    }
    return sorted(Account.objects.filter(pk__in=ids).values_list("number", flat=True))
