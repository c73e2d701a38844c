"""Keys of programs: scoped, ending on a day, with a limit of spending a day; shown once, kept as a digest."""

import secrets
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.foundation import sealing
from openecf.foundation.references import digest, new_public_id
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import factor_changes, freshness
from .models import ApiKey
from .sessions import Standing

SCOPES = {
    "account:read": "See my account",
    "usage:read": "See my usage",
    "docket:read": "Find cases and buy dockets in courts",
    "document:read": "Buy documents in courts",
}
DAYS = (7, 30, 90, 365)  # how long a key may last
MOST = 20  # living keys an account
_SEAL = "new key of a program"
_PREFIX = "oecf_"  # by which scanners of published code know a key
_TOUCH = timedelta(minutes=1)


class NameNeeded(Refusal):
    """Give the key a name by which you will know it."""

    field = "name"


class NoScope(Refusal):
    """Choose at least one thing the key may do, of those listed."""

    field = "scopes"


class NotThatLong(Refusal):
    """Choose how long the key lasts: 7, 30, 90 or 365 days."""

    field = "days"


class TooManyKeys(Refusal):
    """You have 20 keys. Revoke one that is not used any more first."""


class KeyRefused(Refusal):
    """This key is not known, was revoked or has run out. Make a new one in your account, under API keys."""

    status = 401


class OutOfScope(Refusal):
    """This key may not do that. Make one with the scope it takes."""

    status = 403

    def __init__(self, scope: str) -> None:
        """Name the scope that is missing."""
        super().__init__(f"This key may not do that. Make one with the scope {scope}.")


@dataclass(frozen=True)
class Key:
    """A key as its holder sees it: everything but the secret."""

    public_id: str
    name: str
    scopes: tuple[str, ...]
    day_limit_cents: int | None
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None
    used_from: str
    revoked_at: datetime | None

    def lives(self, at: datetime) -> bool:
        """Tell whether it works now."""
        return self.revoked_at is None and self.expires_at > at


@dataclass(frozen=True)
class Wanted:
    """What somebody wants of a new key."""

    name: str
    scopes: tuple[str, ...]
    days: int
    day_limit_cents: int | None = None


@dataclass(frozen=True)
class Made:
    """A new key and its secret, which is told this once."""

    key: Key
    secret: str


@dataclass(frozen=True)
class Caller:
    """The program that showed a key, and whose it is."""

    account: Account
    key: Key

    def require(self, scope: str) -> None:
        """Raise OutOfScope unless the key may do this."""
        if scope not in self.key.scopes:
            raise OutOfScope(scope)


def create(account: Account, standing: Standing, wanted: Wanted, *, address: str, at: datetime) -> Made:
    """Make a key and tell its holder by mail.

    Raises SignInAgain, NameNeeded, NoScope, NotThatLong, TooManyKeys.
    """
    freshness.require(standing, at=at)
    _check(wanted)
    secret = _PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        factor_changes.claim(account)  # of two at once the second counts the first one's key
        row = ApiKey.objects.create(
            account=account,
            public_id=new_public_id(),
            name=wanted.name.strip(),
            key_hash=digest(secret),
            scopes=sorted(set(wanted.scopes)),
            day_limit_cents=wanted.day_limit_cents,
            made_at=at,
            expires_at=at + timedelta(days=wanted.days),
        )
        if _living(account, at=at).count() > MOST:
            raise TooManyKeys
        _note(row, "signon.key_made", address=address, at=at)
    return Made(_seen(row), secret)


def revoke(account: Account, standing: Standing, public_id: str, *, address: str, at: datetime) -> None:
    """End a key at once and tell its holder by mail; once revoked it stays so.

    Raises SignInAgain, NoSuchRecord.
    """
    freshness.require(standing, at=at)
    row = ApiKey.objects.select_related("account").filter(account=account, public_id=public_id).first()
    if row is None:
        raise NoSuchRecord
    with transaction.atomic():
        if ApiKey.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=at):
            _note(row, "signon.key_revoked", address=address, at=at)


def revoke_all(account: Account, *, address: str, at: datetime) -> None:
    """End every key of an account; call it inside the act's transaction, which tells the holder."""
    for row in _living(account, at=at):
        if ApiKey.objects.filter(pk=row.pk, revoked_at=None).update(revoked_at=at):
            _record(row, "signon.key_revoked", address=address, at=at)


def wrap(made: Made) -> str:
    """Seal a new key's secret for its way to the page that shows it."""
    return sealing.seal(made.secret, key=settings.FACTOR_KEY, purpose=_SEAL)


def unwrap(sealed: str) -> str:
    """Return the secret that was sealed."""
    return sealing.unseal(sealed, key=settings.FACTOR_KEY, purpose=_SEAL)


def of(account: Account) -> list[Key]:
    """Return an account's keys, the newest first, also those that ended."""
    return [_seen(row) for row in ApiKey.objects.filter(account=account).order_by("-made_at", "-pk")]


def key_of(account: Account, public_id: str) -> Key:
    """Return one of an account's keys. Raises NoSuchRecord."""
    row = ApiKey.objects.filter(account=account, public_id=public_id).first()
    if row is None:
        raise NoSuchRecord
    return _seen(row)


def authenticate(secret: str, *, address: str, at: datetime) -> Caller:
    """Return whose program shows this key, and note that it was used. Raises KeyRefused."""
    rows = ApiKey.objects.select_related("account").filter(revoked_at=None, expires_at__gt=at)
    row = rows.filter(key_hash=digest(secret)).first()
    if row is None:
        raise KeyRefused
    if row.used_at is None or at - row.used_at > _TOUCH or row.used_from != address:
        ApiKey.objects.filter(pk=row.pk).update(used_at=at, used_from=address)
    return Caller(row.account, _seen(row))


def _check(wanted: Wanted) -> None:
    if not wanted.name.strip():
        raise NameNeeded
    if not wanted.scopes or not set(wanted.scopes) <= set(SCOPES):
        raise NoScope
    if wanted.days not in DAYS:
        raise NotThatLong


def _living(account: Account, *, at: datetime):
    return ApiKey.objects.filter(account=account, revoked_at=None, expires_at__gt=at)


def _note(row: ApiKey, action: str, *, address: str, at: datetime) -> None:
    """Keep it on the trail, and tell the holder by mail."""
    _record(row, action, address=address, at=at)
    account = row.account
    parts = {"username": account.username, "name": row.name, "address": address or "an unknown address"}
    mailing.post(action.removeprefix("signon."), account.email, parts, at=at)


def _record(row: ApiKey, action: str, *, address: str, at: datetime) -> None:
    number, detail = row.account.number, {"key": row.public_id, "scopes": row.scopes}
    trail.record("center", number, action, number, detail=detail, address=address, at=at)


def _seen(row: ApiKey) -> Key:
    copied = {field.name: getattr(row, field.name) for field in fields(Key)}
    return Key(**copied | {"scopes": tuple(row.scopes)})
