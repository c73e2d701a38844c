"""Search status and filing status: two flags, in plain words, and how a holder opens search again."""

import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import mailing
from .models import Account

UNUSED = "unused"
_WORDS = tomllib.loads((Path(__file__).parent / "statuses.toml").read_text())


class NotUnused(Refusal):
    """Search can't be opened here: it was not put to rest for want of use. Your account's page says why."""


@dataclass(frozen=True)
class Status:
    """One flag in words, and what mends it: activate, reopen, register, upgrade, call, or nothing."""

    label: str
    sentence: str
    mend: str = ""
    is_active: bool = False


def search(account: Account) -> Status:
    """Return the search status in words."""
    if account.holder == Account.Holder.FIRM:
        return _status("search", "firm")
    held = account.search_status != "active" and account.hold
    return _status("search", account.hold if held else account.search_status)


def filing(account: Account) -> Status:
    """Return the filing status in words."""
    if account.holder == Account.Holder.FIRM:
        return _status("filing", "firm")
    if account.kind == Account.Kind.LEGACY:
        return _status("filing", "legacy")
    return _status("filing", account.filing_status)


def reopen(account: Account, *, address: str = "", at: datetime) -> None:
    """Open search again that was put to rest for want of use; only the holder can. Raises NotUnused."""
    with transaction.atomic():
        resting = Account.objects.filter(pk=account.pk, search_status=UNUSED, hold="")
        if not resting.update(search_status="active", search_since=at):
            raise NotUnused
        trail.record(
            "center", account.number, "accounts.search_reopened", account.number, address=address, at=at
        )
        mailing.post("search_reopened", account.email, {"username": account.username}, at=at)


def put_to_rest(account: Account, *, at: datetime) -> bool:
    """Stop search that nobody used and tell the holder how to open it; False if it was not active."""
    with transaction.atomic():
        if not Account.objects.filter(pk=account.pk, search_status="active").update(search_status=UNUSED):
            return False
        trail.record("center", "center", "accounts.search_put_to_rest", account.number, at=at)
        mailing.post("search_unused", account.email, {"username": account.username}, at=at)
    return True


def _status(flag: str, state: str) -> Status:
    return Status(**_WORDS[flag][state], is_active=state == "active")
