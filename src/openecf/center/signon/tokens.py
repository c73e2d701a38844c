"""Tokens of the authentication API (`NextGenCSO`): for programs, and never a browser's session.

A token is 128 random signs of which the center keeps a digest. Courts ask the center about it while it is
used; it dies when its holder logs out, changes the password or ends every sign-on.
"""

import secrets
import string
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation import addresses
from openecf.foundation.messages import Identity
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from . import factors, provider, search_rights, signing_in
from .models import Token

LENGTH = 128
IDLE = timedelta(hours=1)
LONGEST = timedelta(hours=12)
_SIGNS = string.ascii_letters + string.digits
_TOUCH = timedelta(minutes=1)  # how stale `seen_at` may grow before it is written again
_KEPT = timedelta(days=30)  # how long a dead token's row is kept
_NOTICE = (
    "All filers must redact: Social Security or taxpayer-identification numbers; dates of birth; names of "
    "minor children; financial account numbers; and, in criminal cases, home addresses. Send redactFlag 1 to "
    "say that you understand that, if you file, you must comply with the redaction rules."
)
_RENAMED = {"preferred_username": "username", "given_name": "first_name", "family_name": "last_name"}


class FilersMustRedact(Refusal):
    """All filers must redact what the rules name. Say with redactFlag 1 that you will."""

    def __init__(self) -> None:
        """Say it in the words programs know."""
        super().__init__(_NOTICE)


@dataclass(frozen=True)
class Issued:
    """A new token, told once, and what its holder should know."""

    token: str
    warning: str


@dataclass(frozen=True)
class Living:
    """A token that lives, as its holder sees it."""

    id: int
    address: str
    browser: str
    made_at: datetime
    seen_at: datetime


def issue(
    username: str,
    password: str,
    *,
    code: str = "",
    client_code: str = "",
    redacted: bool = False,
    address: str,
    browser: str = "",
    at: datetime,
) -> Issued:
    """Sign a program in with username, password and, where the account has an app, its code.

    An account with a second factor that sends no code counts as a failed try, in the same words.
    Raises attempts.TooManyFailures, signing_in.WrongCredentials, FilersMustRedact.
    """
    sent = code.strip() or "no code"
    account = signing_in.sign_in(username, password, code=sent, door="api", address=address, at=at)
    return grant(
        account,
        client_code=client_code,
        redacted=redacted,
        with_code=factors.guards(account),
        address=address,
        browser=browser,
        at=at,
    )


def grant(
    account: Account,
    *,
    client_code: str = "",
    redacted: bool = False,
    with_code: bool,
    address: str,
    browser: str = "",
    at: datetime,
) -> Issued:
    """Give a token to an account that was just proved. Raises FilersMustRedact."""
    if needs_notice(account) and not redacted:
        raise FilersMustRedact
    token = "".join(secrets.choice(_SIGNS) for _ in range(LENGTH))
    code = client_code.strip() or account.client_code
    warning = search_rights.warning(account, code)
    with transaction.atomic():
        Token.objects.create(
            token_hash=digest(token),
            account=account,
            client_code="" if search_rights.is_wrong(account, code) else code,
            may_search=not warning,
            acr="aal2" if with_code else "aal1",
            address=address,
            browser=browser[:200],
            made_at=at,
            seen_at=at,
            expires_at=at + LONGEST,
        )
        trail.record("center", account.number, "signon.token_issued", account.number, address=address, at=at)
    return Issued(token, warning)


def needs_notice(account: Account) -> bool:
    """Tell whether this account files, so that its holder must take notice of the redaction rules."""
    return account.filing_status == "active"


def identity_of(token: str, *, at: datetime) -> Identity | None:
    """Return whose a living token is, as courts learn it; nobody's when it ended, idled or never was."""
    row = _living(at=at).select_related("account").filter(token_hash=digest(token)).first()
    if row is None:
        return None
    if at - row.seen_at > _TOUCH:
        Token.objects.filter(pk=row.pk).update(seen_at=at)
    claims = provider.claims_of(row.account)
    told = {_RENAMED.get(name, name): value for name, value in claims.items()}
    known = {field.name: told[field.name] for field in fields(Identity) if field.name in told}
    known |= {"client_code": row.client_code, "acr": row.acr, "auth_time": row.made_at, "door": "api"}
    return Identity(iss=addresses.issuer(), sid="", **known)


def end(token: str, *, at: datetime) -> bool:
    """End a token; tell whether it lived."""
    return _end(_living(at=at).filter(token_hash=digest(token)), at=at) == 1


def end_one(account: Account, token_id: int, *, at: datetime) -> bool:
    """End a token that its holder picked from the list; tell whether it lived and was theirs."""
    return _end(_living(at=at).filter(account=account, pk=token_id), at=at) == 1


def end_all(account: Account, *, at: datetime) -> int:
    """End every token of an account; return how many lived."""
    return _end(_living(at=at).filter(account=account), at=at)


def living(account: Account, *, at: datetime) -> list[Living]:
    """Return the tokens of an account that live, the newest first."""
    rows = _living(at=at).filter(account=account).order_by("-made_at", "-pk")
    return [Living(row.pk, row.address, row.browser, row.made_at, row.seen_at) for row in rows]


def sweep(*, at: datetime) -> None:
    """Take away rows of tokens that died long ago; the trail keeps what happened."""
    Token.objects.filter(expires_at__lt=at - _KEPT).delete()


def _living(*, at: datetime):
    return Token.objects.filter(ended_at=None, expires_at__gt=at, seen_at__gt=at - IDLE)


def _end(rows: Iterable[Token], *, at: datetime) -> int:
    """End each once, whoever comes first."""
    ended = 0
    for row in rows.select_related("account"):
        with transaction.atomic():
            if Token.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at):
                number = row.account.number
                trail.record("center", number, "signon.token_ended", number, address=row.address, at=at)
                ended += 1
    return ended
