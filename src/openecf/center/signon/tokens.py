"""Tokens that live, and every way one ends: logged out, picked from the list, idle, or with all sign-ons."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation.references import digest

from .models import Token

IDLE = timedelta(hours=1)
_KEPT = timedelta(days=30)  # how long a dead token's row is kept


@dataclass(frozen=True)
class Living:
    """A token that lives, as its holder sees it."""

    id: int
    address: str
    browser: str
    made_at: datetime
    seen_at: datetime


def end(token: str, *, at: datetime) -> bool:
    """End a token; tell whether it lived."""
    return _end(living_rows(at=at).filter(token_hash=digest(token)), at=at) == 1


def end_one(account: Account, token_id: int, *, at: datetime) -> bool:
    """End a token that its holder picked from the list; tell whether it lived and was theirs."""
    return _end(living_rows(at=at).filter(account=account, pk=token_id), at=at) == 1


def end_all(account: Account, *, at: datetime) -> int:
    """End every token of an account; return how many lived."""
    return _end(living_rows(at=at).filter(account=account), at=at)


def living(account: Account, *, at: datetime) -> list[Living]:
    """Return the tokens of an account that live, the newest first."""
    rows = living_rows(at=at).filter(account=account).order_by("-made_at", "-pk")
    return [Living(row.pk, row.address, row.browser, row.made_at, row.seen_at) for row in rows]


def sweep(*, at: datetime) -> None:
    """Take away rows of tokens that died long ago; the trail keeps what happened."""
    Token.objects.filter(expires_at__lt=at - _KEPT).delete()


def living_rows(*, at: datetime) -> QuerySet:
    """Return the rows of tokens that live; for `programs` only."""
    return Token.objects.filter(ended_at=None, expires_at__gt=at, seen_at__gt=at - IDLE)


def _end(rows: QuerySet, *, at: datetime) -> int:
    """End each once, whoever comes first."""
    ended = 0
    for row in rows.select_related("account"):
        with transaction.atomic():
            if Token.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at):
                number = row.account.number
                trail.record("center", number, "signon.token_ended", number, address=row.address, at=at)
                ended += 1
    return ended
