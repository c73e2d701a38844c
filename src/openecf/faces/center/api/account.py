"""The account, and the key itself."""

from datetime import datetime

from ninja import Schema

from openecf.center.accounts import profile
from openecf.center.signon.keys import Caller
from openecf.center.usage import key_spending

from .frame import api


class Account(Schema):
    """The holder's account; nothing of how its holder signs in."""

    number: str
    username: str
    first_name: str
    middle_name: str
    last_name: str
    suffix: str
    firm_name: str
    kind: str
    holder: str
    email: str
    billing_email: str
    search_status: str
    filing_status: str
    balance_cents: int
    receipts_shown: bool
    client_code: str
    made_at: datetime


class KeyFacts(Schema):
    """The key that is shown with the call."""

    id: str
    name: str
    scopes: list[str]
    expires_at: datetime
    day_limit_cents: int | None
    left_today_cents: int | None


@api.get("/account", response=Account, summary="The account (account:read)", tags=["account"])
def account(request):
    """Return the account the key belongs to."""
    caller: Caller = request.auth
    caller.require("account:read")
    facts = profile.facts(caller.account)
    name = {part: getattr(facts.name, part) for part in ("middle", "suffix")}
    return {
        **{field: getattr(facts, field) for field in Account.model_fields if hasattr(facts, field)},
        "first_name": facts.name.first,
        "middle_name": name["middle"],
        "last_name": facts.name.last,
        "suffix": name["suffix"],
    }


@api.get("/key", response=KeyFacts, summary="The key itself", tags=["account"])
def key(request):
    """Return what the key may do, until when, and what it may still spend today."""
    mine = request.auth.key
    return {
        "id": mine.public_id,
        "name": mine.name,
        "scopes": mine.scopes,
        "expires_at": mine.expires_at,
        "day_limit_cents": mine.day_limit_cents,
        "left_today_cents": key_spending.left_today(mine, at=request.at),
    }
