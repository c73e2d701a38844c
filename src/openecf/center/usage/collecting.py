"""Charging the stored card for a quarter's bill: once a statement, tried again while nobody answers."""

from datetime import datetime, timedelta

from django.db import transaction
from requests import Session

from openecf.audit import trail
from openecf.center.payments import methods, paying, provider
from openecf.foundation import money

from . import bills
from .models import Statement

AGAIN = timedelta(hours=1)  # after a provider that did not answer


def collect_due(http: Session, *, at: datetime) -> int:
    """Charge what is due to stored cards; return how many statements were taken up."""
    due = Statement.objects.filter(collect_at__lte=at).order_by("collect_at", "pk")[:50]
    taken = 0
    for statement in due.select_related("account"):
        claimed = Statement.objects.filter(pk=statement.pk, collect_at=statement.collect_at)
        if claimed.update(collect_at=at + AGAIN):
            _collect(http, statement, at=at)
            taken += 1
    return taken


def _collect(http: Session, statement: Statement, *, at: datetime) -> None:
    """Charge one; the reference is the statement's, so that a charge repeated is the same payment."""
    account = statement.account
    stored = methods.default(account, methods.SEARCH)
    cents = min(statement.due_cents, paying.balance_of(account))
    if stored is None or cents <= 0:
        _finish(statement)
        return
    reference = f"ST-{statement.quarter}-{statement.pk}"
    try:
        paying.require_due(account, cents)
        number = provider.charge(http, methods.token(account, stored.public_id), cents, reference=reference)
    except (provider.ProviderSilent, provider.NoProvider):
        return  # it is tried again
    except (provider.CardRefused, provider.NotTheProviders, paying.MoreThanACardPays):
        _refused(statement, stored.text, cents, at=at)
        return
    with transaction.atomic():
        paying.record(account, cents, number=number, method=stored.text, reference=reference, at=at)
        _finish(statement)


def _refused(statement: Statement, method: str, cents: int, *, at: datetime) -> None:
    account = statement.account
    with transaction.atomic():
        _finish(statement)
        parts = {"username": account.username, "amount": money.dollars(cents), "method": method}
        bills.post("card_refused", account, parts, at=at)
        detail = {"quarter": statement.quarter, "cents": cents}
        trail.record("center", account.number, "usage.card_refused", account.number, detail=detail, at=at)


def _finish(statement: Statement) -> None:
    Statement.objects.filter(pk=statement.pk).update(collect_at=None)
