"""What a username may be, and whose it is. Upper and lower case are the same name."""

import re
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import mailing
from .models import Account

UPGRADED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,44}")
LEGACY = re.compile(r"[A-Za-z]{2}[0-9]{4}")
_TAKEN = "accounts.username_was_taken"
_MOST_TAKEN = 10  # a day: the form would else tell a guesser who has an account here
_DAY = timedelta(days=1)


class NotAUsername(Refusal):
    """A username has 8 to 45 letters, digits, dots, hyphens or underscores, and no spaces or other signs."""

    field = "username"


class NotALegacyUsername(NotAUsername):
    """A legacy username is two letters and four digits, such as ab1234."""


class UsernameTaken(Refusal):
    """Somebody has this username already. Choose another one."""

    field = "username"


class SameUsername(Refusal):
    """This is the username your account has already."""

    field = "username"


class TooManyTaken(Refusal):
    """You asked for too many usernames that somebody has already. Try again tomorrow."""

    field = "username"
    status = 429


class UpgradeForUsername(Refusal):
    """A legacy account gets another username by its upgrade. Upgrade it first; number and history stay."""


def check(username: str, kind: str = Account.Kind.UPGRADED) -> None:
    """Raise NotAUsername or NotALegacyUsername unless accounts of this kind may be called so."""
    if kind == Account.Kind.LEGACY:
        if not LEGACY.fullmatch(username):
            raise NotALegacyUsername
    elif not UPGRADED.fullmatch(username):
        raise NotAUsername


def holder_of(username: str) -> Account | None:
    """Return the account of this username in whatever case it was typed, or None."""
    return Account.objects.alias(lower=Lower("username")).filter(lower=username.strip().lower()).first()


def is_taken(username: str) -> bool:
    """Tell whether an account has this username."""
    return holder_of(username) is not None


def change(account: Account, username: str, *, address: str = "", at: datetime) -> None:
    """Give an upgraded account another username and tell its holder; courts learn it at the next sign-on.

    Who guesses names that are taken is stopped after ten a day.
    Raises UpgradeForUsername, NotAUsername, SameUsername, UsernameTaken, TooManyTaken.
    """
    before = Account.objects.get(pk=account.pk)
    if before.kind == Account.Kind.LEGACY:
        raise UpgradeForUsername
    check(username)
    if username == before.username:
        raise SameUsername
    tried = trail.entries_for(
        "center", [before.number], since=at - _DAY, until=at + _DAY, actions=[_TAKEN], most=_MOST_TAKEN
    )
    if len(tried) >= _MOST_TAKEN:
        raise TooManyTaken
    try:
        with transaction.atomic():
            Account.objects.filter(pk=before.pk).update(username=username)
            _write(before, username, address, at)
    except IntegrityError:
        trail.record("center", before.number, _TAKEN, before.number, address=address, at=at)
        raise UsernameTaken from None


def _write(before: Account, username: str, address: str, at: datetime) -> None:
    detail = {"from": before.username, "to": username}
    trail.record(
        "center",
        before.number,
        "accounts.username_changed",
        before.number,
        detail=detail,
        address=address,
        at=at,
    )
    parts = {"number": before.number, "old": before.username, "new": username}
    mailing.post("username_changed", before.email, parts, at=at)
