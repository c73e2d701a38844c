"""What a firm wants to spend in a quarter, for all its people together; it warns, it stops nothing."""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import holding
from openecf.center.accounts.models import Account

from .models import FirmPolicy


def set_budget(firm: Account, cents: int | None, *, at: datetime) -> None:
    """Keep a firm's budget for a quarter, or none. Raises NotAFirm."""
    holding.require_firm(firm)
    with transaction.atomic():
        FirmPolicy.objects.update_or_create(firm=firm, defaults={"budget_cents": cents})
        trail.record("center", firm.number, "firms.budget_set", firm.number, detail={"cents": cents}, at=at)


def budget_of(firm: Account) -> int | None:
    """Return a firm's budget for a quarter in cents, or None."""
    return FirmPolicy.objects.filter(firm=firm).values_list("budget_cents", flat=True).first()
