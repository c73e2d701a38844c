"""The client code of a session: what an account's rule asks for, when it was not typed at the sign-in.

Nobody is kept out by it: who goes on without may file, and courts refuse charges until a code is entered.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import client_codes
from openecf.center.accounts.client_codes import Rule
from openecf.center.accounts.models import Account
from openecf.foundation.refusals import Refusal

from .models import ProviderSession
from .sessions import Standing


@dataclass(frozen=True)
class Due:
    """A rule, and the code of the session that does not satisfy it."""

    rule: Rule
    code: str


def due(account: Account, standing: Standing) -> Due | None:
    """Return what is due when the session has no client code that satisfies its account's rule, else None."""
    has_rule = account.client_code_required or account.client_code_format or account.payer_id
    if not has_rule or account.holder == Account.Holder.FIRM or account.search_status != "active":
        return None
    rule, code = client_codes.rule_of(account), _code_of(standing) or account.client_code
    try:
        client_codes.check(rule, code)
    except Refusal:
        return Due(rule, code)
    return None


def keep(account: Account, standing: Standing, code: str, *, address: str = "", at: datetime) -> None:
    """Put a code on the session; courts learn it when they are signed in to next.

    Raises ClientCodeNeeded, WrongClientCode, NotAClientCode.
    """
    client_codes.check(client_codes.rule_of(account), code)
    with transaction.atomic():
        ProviderSession.objects.filter(pk=standing.session_id).update(client_code=code)
        trail.record(
            "center",
            account.number,
            "signon.client_code_set",
            account.number,
            detail={"to": code},
            address=address,
            at=at,
        )


def _code_of(standing: Standing) -> str:
    codes = ProviderSession.objects.filter(pk=standing.session_id).values_list("client_code", flat=True)
    return codes.first() or ""
