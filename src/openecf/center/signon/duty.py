"""Who must have a second factor but has none: the prompt after sign-in, which may be skipped three times."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation.refusals import Refusal

from . import factors
from .factor_policy import policy


class NoMoreSkips(Refusal):
    """The reminder can't be skipped any more. Add an authenticator app or a passkey to go on."""


@dataclass(frozen=True)
class Due:
    """A second factor is due; how often that may still be put off."""

    skips_left: int


def applies(account: Account) -> bool:
    """Tell whether the policy asks a second factor of this holder: of filers, and of court staff."""
    rules = policy()
    return (rules.filers and account.filing_status == "active") or (rules.staff and account.court_staff)


def due(account: Account, *, at: datetime) -> Due | None:
    """Return what is due of this holder, or None."""
    if not applies(account) or factors.guards(account):
        return None
    return Due(max(0, policy().skips - account.factor_skips))


def skip(account: Account, *, at: datetime) -> None:
    """Put the second factor off once more. Raises NoMoreSkips."""
    with transaction.atomic():
        left = Account.objects.filter(pk=account.pk, factor_skips__lt=policy().skips)
        if not left.update(factor_skips=F("factor_skips") + 1):
            raise NoMoreSkips
        trail.record("center", account.number, "signon.factor_put_off", account.number, at=at)
    account.refresh_from_db(fields=["factor_skips"])
