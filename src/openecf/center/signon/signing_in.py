"""Signing in at the center with username, password and, where the account has one, an app's code.

Every wrong credential gets the same words and costs the same time. A failure is counted, and its line in the
trail written, in one commit before the refusal is raised.
"""

from datetime import datetime
from functools import cache

from django.contrib.auth.hashers import make_password, verify_password
from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import mailing, passwords, usernames
from openecf.center.accounts.models import Account
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from . import attempts, factors
from .attempts import Tries

_WITH_CODE = "password and a code"


class WrongCredentials(Refusal):
    """The username, password or one-time passcode is wrong. Check them, or use Forgot username/password."""


class WrongCode(WrongCredentials):
    """This one-time passcode is wrong or was used. Wait for the next one; the phone's clock must be right."""

    field = "code"


class CodeNeeded(Refusal):
    """Enter the 6-digit code from your authenticator app."""

    field = "code"

    def __init__(self, subject: str, mark: str) -> None:
        """Remember whose password was right, for `finish`."""
        self.subject, self.mark = subject, mark
        super().__init__()


def sign_in(
    username: str,
    password: str,
    *,
    code: str = "",
    door: str = "web",
    address: str,
    device: str = "",
    at: datetime,
) -> Account:
    """Sign in to a center account, of whatever kind. `device` is a browser known for this username.

    A code counts once at each door: "web", and "api" for the tokens of programs.

    Raises attempts.TooManyFailures, WrongCredentials, CodeNeeded.
    """
    tries = attempts.begin(username, address=address, device=device, at=at)
    account = usernames.holder_of(username)
    right, rehash = _verify(account, password)
    if not right or account.password_disabled_at:
        _fail(tries, account, address=address, at=at)
    guarded = factors.guards(account)
    if guarded and not code:
        raise CodeNeeded(account.subject, digest(account.password))
    if guarded and not factors.take(account, code, door=door, at=at):
        _fail(tries, account, address=address, at=at)
    method = _WITH_CODE if guarded else "password"
    return _succeed(tries, account, rehash, method=method, address=address, at=at)


def finish(subject: str, mark: str, code: str, *, address: str, device: str = "", at: datetime) -> Account:
    """Sign in with the code, after a CodeNeeded that said subject and mark.

    Raises attempts.TooManyFailures, WrongCredentials, WrongCode.
    """
    account = Account.objects.filter(subject=subject).first()
    if account is None or digest(account.password) != mark or account.password_disabled_at:
        raise WrongCredentials
    tries = attempts.begin(account.username, address=address, device=device, at=at)
    if not factors.take(account, code, at=at):
        _fail(tries, account, WrongCode, address=address, at=at)
    return _succeed(tries, account, None, method=_WITH_CODE, address=address, at=at)


def require_still_right(account: Account) -> None:
    """Refuse who was let in by a password that was changed, or turned off, while it was checked.

    The UPDATE changes nothing: a change of the password waits for it, or it for the change.
    Raises WrongCredentials.
    """
    kept = Account.objects.filter(pk=account.pk, password=account.password, password_disabled_at=None)
    if not kept.update(password=account.password):
        raise WrongCredentials


def _verify(account: Account | None, password: str) -> tuple[bool, str | None]:
    """Tell whether the password is right, and its new hash if the old one is out of date."""
    plain = passwords.normal(password)
    right, outdated = verify_password(plain, account.password if account else _nobodys_password())
    right = right and account is not None
    return right, make_password(plain) if right and outdated else None


@cache
def _nobodys_password() -> str:
    return make_password("nobody has this password")


def _fail(
    tries: Tries,
    account: Account | None,
    refusal: type[WrongCredentials] = WrongCredentials,
    *,
    address: str,
    at: datetime,
) -> None:
    """Count the failure, keep it on the trail, and refuse."""
    number = account.number if account else ""
    with transaction.atomic():
        in_a_row = attempts.failed(tries, at=at)
        trail.record("center", number, "signon.refused", tries.username[:200], address=address, at=at)
        if account and in_a_row >= attempts.MOST_FAILURES:
            _disable_password(account, address=address, at=at)
    raise refusal


def _disable_password(account: Account, *, address: str, at: datetime) -> None:
    attempts.forget(account.username)
    if Account.objects.filter(pk=account.pk, password_disabled_at=None).update(password_disabled_at=at):
        trail.record(
            "center", account.number, "signon.password_disabled", account.number, address=address, at=at
        )
        mailing.post("password_disabled", account.email, {"username": account.username}, at=at)


def _succeed(
    tries: Tries,
    account: Account,
    rehash: str | None,
    *,
    method: str = "password",
    address: str,
    at: datetime,
) -> Account:
    with transaction.atomic():
        attempts.succeeded(tries)
        if rehash:
            Account.objects.filter(pk=account.pk, password=account.password).update(password=rehash)
            account.password = rehash
        detail, number = {"method": method}, account.number
        trail.record("center", number, "signon.signed_in", number, detail=detail, address=address, at=at)
    return account
