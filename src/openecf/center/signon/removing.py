"""Removing an app or a passkey: never the last one of who must have one, so that nobody is left outside."""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import duty, factor_changes, factors, freshness, recovery_codes
from .models import Factor
from .sessions import Standing


class LastOne(Refusal):
    """Filers and court staff need a second factor. Add another app or passkey first, then remove this one."""


def remove(account: Account, public_id: str, *, standing: Standing, address: str = "", at: datetime) -> str:
    """Remove an app or a passkey and return its name; other browsers are signed out, the holder is told.

    Raises freshness.SignInAgain, NoSuchRecord, LastOne.
    """
    freshness.require(standing, at=at)
    with transaction.atomic():
        kept = factor_changes.claim(account)
        factor = Factor.objects.filter(account=kept, public_id=public_id, confirmed_at__isnull=False).first()
        if factor is None:
            raise NoSuchRecord
        factor.delete()
        if not factors.guards(kept):
            _last_gone(kept)
        factor_changes.sign_others_out(kept, standing, at=at)
        _tell(kept, factor, address, at)
    return factor.name


def _last_gone(account: Account) -> None:
    """Let the password alone do again, where the policy allows it. Raises LastOne."""
    if duty.applies(account):
        raise LastOne
    recovery_codes.drop(account)


def _tell(account: Account, factor: Factor, address: str, at: datetime) -> None:
    detail = {"factor": factor.name, "kind": factor.kind}
    trail.record(
        "center",
        account.number,
        "signon.factor_removed",
        account.number,
        detail=detail,
        address=address,
        at=at,
    )
    parts = {"username": account.username, "factor": factors.spoken(factor)}
    mailing.post("factor_removed", account.email, parts, at=at)
