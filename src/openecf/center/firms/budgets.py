"""What a firm wants to spend in a quarter, for all its people together; it warns, it stops nothing."""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import holding
from openecf.center.accounts.models import Account
from openecf.foundation.refusals import Refusal

from .models import FirmPolicy

MOST_CENTS = 2_000_000_000


class NotABudget(Refusal):
    """Enter an amount above zero and at most $20,000,000, or nothing."""

    field = "amount"


def set_budget(firm: Account, cents: int | None, *, at: datetime) -> None:
    """Keep a firm's budget for a quarter, or none. Raises NotAFirm, NotABudget."""
    holding.require_firm(firm)
    if cents is not None and not 0 < cents <= MOST_CENTS:
        raise NotABudget
    with transaction.atomic():
        FirmPolicy.objects.update_or_create(firm=firm, defaults={"budget_cents": cents})
        trail.record("center", firm.number, "firms.budget_set", firm.number, detail={"cents": cents}, at=at)


def budget_of(firm: Account) -> int | None:
    """Return a firm's budget for a quarter in cents, or None."""
    return FirmPolicy.objects.filter(firm=firm).values_list("budget_cents", flat=True).first()
