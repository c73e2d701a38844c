"""Changes of a holder that courts must know: kept here at once, and sent to each court where he or she files.

Each court decides by its own policy and answers; the page of e-file history shows what became of it.
"""

from datetime import datetime

from django.db import transaction

from openecf.center.accounts import noticing, personal, postal
from openecf.center.accounts.models import Account
from openecf.center.accounts.noticing import Noticing
from openecf.center.accounts.personal import Name
from openecf.center.accounts.postal import Address
from openecf.center.signon import freshness
from openecf.center.signon.sessions import Standing
from openecf.foundation.refusals import Refusal

from . import errands

NOWHERE = "here"
CASES = ("all", "open", "none", NOWHERE)  # every case, open ones, new ones only; the center only


class NoSuchCases(Refusal):
    """Choose in which cases the courts shall change it."""

    field = "cases"


def change_name(
    account: Account, name: Name, *, cases: str, reason: str = "", address: str = "", at: datetime
) -> tuple[str, ...]:
    """Change a holder's name here and ask the courts to; return the references of what was sent.

    Raises NoSuchCases and what `personal.change` raises.
    """
    _require(cases)
    parts = {part: value for part, value in vars(name).items() if part != "prefix"}
    with transaction.atomic():
        personal.change(account, name, address=address, at=at)
        return _send(account, "person", parts, cases, reason, at=at)


def change_address(
    account: Account, wanted: Address, *, cases: str, reason: str = "", address: str = "", at: datetime
) -> tuple[str, ...]:
    """Change a holder's office here and ask the courts to; return the references of what was sent.

    Raises NoSuchCases.
    """
    _require(cases)
    with transaction.atomic():
        postal.change(account, wanted, address=address, at=at)
        return _send(account, "address", vars(wanted), cases, reason, at=at)


def change_noticing(
    account: Account, wanted: Noticing, *, standing: Standing, address: str = "", at: datetime
) -> tuple[str, ...]:
    """Change where and how often a filer is told, here and in every court; return the references.

    Raises SignInAgain and what `noticing.change` raises.
    """
    freshness.require(standing, at=at)
    with transaction.atomic():
        noticing.change(account, wanted, address=address, at=at)
        return errands.send_to_courts(account, "noticing", vars(wanted), at=at)


def _require(cases: str) -> None:
    if cases not in CASES:
        raise NoSuchCases


def _send(
    account: Account, kind: str, facts: dict[str, str], cases: str, reason: str, *, at: datetime
) -> tuple[str, ...]:
    if cases == NOWHERE:
        return ()
    fresh = Account.objects.get(pk=account.pk)
    return errands.send_to_courts(fresh, kind, {**facts, "cases": cases, "reason": reason}, at=at)
