"""Programs that sign in with username and password and get a token (`NextGenCSO`): never a browser's session.

A token is 128 random signs of which the center keeps a digest. Courts ask the center about it while it is
used; it dies when its holder logs out, changes the password or ends every sign-on.
"""

import secrets
import string
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import rotation
from openecf.center.accounts.models import Account
from openecf.foundation import addresses
from openecf.foundation.messages import Identity
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from . import duty, factors, provider, search_rights, signing_in, tokens
from .models import Token

LENGTH = 128
LONGEST = timedelta(hours=12)
_SIGNS = string.ascii_letters + string.digits
_TOUCH = timedelta(minutes=1)  # how stale `seen_at` may grow before it is written again
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


class MendFirst(Refusal):
    """Sign in at the PACER Service Center with a browser first: a second factor or a new password is due."""


@dataclass(frozen=True)
class Proof:
    """That a password, and a code where there is an app, were right a moment ago; for `grant_by`."""

    subject: str
    mark: str
    with_code: bool
    files: bool  # its holder files, and must take notice of the redaction rules


@dataclass(frozen=True)
class Issued:
    """A new token, told once, and what its holder should know."""

    token: str
    warning: str


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
    Raises attempts.TooManyFailures, signing_in.WrongCredentials, FilersMustRedact, MendFirst.
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


def proof_of(account: Account, *, with_code: bool) -> Proof:
    """Return what proves an account that has just signed in, for a step that follows."""
    return Proof(account.subject, digest(account.password), with_code, _files(account))


def grant_by(proof: Proof, **facts) -> Issued:
    """Give a token to who was proved a moment ago; the password may not have changed since.

    Raises signing_in.WrongCredentials, FilersMustRedact, MendFirst.
    """
    account = Account.objects.filter(subject=proof.subject, password_disabled_at=None).first()
    if account is None or digest(account.password) != proof.mark:
        raise signing_in.WrongCredentials
    return grant(account, with_code=proof.with_code, **facts)


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
    """Give a token to an account that was just proved.

    Raises FilersMustRedact, MendFirst, signing_in.WrongCredentials.
    """
    if _files(account) and not redacted:
        raise FilersMustRedact
    _require_order(account, at=at)
    token = "".join(secrets.choice(_SIGNS) for _ in range(LENGTH))
    code = client_code.strip() or account.client_code
    warning = search_rights.warning(account, code)
    with transaction.atomic():
        signing_in.require_still_right(account)
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


def identity_of(token: str, *, at: datetime) -> Identity | None:
    """Return whose a living token is, as courts learn it; nobody's when it ended, idled or never was."""
    row = tokens.living_rows(at=at).select_related("account").filter(token_hash=digest(token)).first()
    if row is None:
        return None
    if at - row.seen_at > _TOUCH:
        Token.objects.filter(pk=row.pk).update(seen_at=at)
    claims = provider.claims_of(row.account)
    told = {_RENAMED.get(name, name): value for name, value in claims.items()}
    known = {field.name: told[field.name] for field in fields(Identity) if field.name in told}
    known |= {"client_code": row.client_code, "acr": row.acr, "auth_time": row.made_at, "door": "api"}
    return Identity(iss=addresses.issuer(), sid="", **known)


def _files(account: Account) -> bool:
    return account.filing_status == "active"


def _require_order(account: Account, *, at: datetime) -> None:
    """Raise MendFirst when a browser would not be let in before the holder mends the account."""
    for prompt in (duty.due(account, at=at), rotation.due(account, at=at)):
        if prompt and not prompt.skips_left:
            raise MendFirst
