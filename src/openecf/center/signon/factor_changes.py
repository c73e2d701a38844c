"""What follows when a holder's factors change: one change at a time, other browsers out, a letter."""

from datetime import datetime

from django.db.models import F

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account

from . import factors, recovery_codes, sessions
from .models import Factor, ProviderSession
from .sessions import Standing


def claim(account: Account) -> Account:
    """Let one change of an account's factors go at a time; call it first in the act's transaction."""
    Account.objects.filter(pk=account.pk).update(factor_skips=F("factor_skips"))
    return Account.objects.get(pk=account.pk)


def confirm(account: Account, factor: Factor, *, standing: Standing, address: str, at: datetime) -> list[str]:
    """Let a factor count from now on; the first one brings recovery codes, and ends browsers without it."""
    first = not factors.guards(account)
    Factor.objects.filter(pk=factor.pk).update(confirmed_at=at)
    Account.objects.filter(pk=account.pk).update(factor_skips=0)
    detail = {"factor": factor.name, "kind": factor.kind}
    trail.record(
        "center", account.number, "signon.factor_added", account.number, detail=detail, address=address, at=at
    )
    parts = {"username": account.username, "factor": factors.spoken(factor)}
    mailing.post("factor_added", account.email, parts, at=at)
    if not first:
        return []
    sign_others_out(account, standing, at=at)
    return recovery_codes.replace_all(account, at=at)


def strengthen(standing: Standing, acr: str, amr: list[str]) -> None:
    """Let the sign-on count as made with the factor that its holder has just shown."""
    weaker = [level for level, rank in sessions.STRENGTH.items() if rank < sessions.STRENGTH[acr]]
    ProviderSession.objects.filter(pk=standing.session_id, acr__in=weaker).update(acr=acr, amr=amr)


def sign_others_out(account: Account, standing: Standing, *, at: datetime) -> None:
    """End every other browser's sign-on: it rests on factors that are no more, or on a password alone."""
    key = ProviderSession.objects.values_list("session_key", flat=True).get(pk=standing.session_id)
    sessions.end_all(account, but_key=key, at=at)
