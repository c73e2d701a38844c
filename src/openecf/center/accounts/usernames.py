"""What a username may be, and whose it is. Upper and lower case are the same name."""

import re

from django.db.models.functions import Lower

from openecf.foundation.refusals import Refusal

from .models import Account

UPGRADED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,44}")
LEGACY = re.compile(r"[A-Za-z]{2}[0-9]{4}")


class NotAUsername(Refusal):
    """A username has 8 to 45 letters, digits, dots, hyphens or underscores, and no spaces or other signs."""

    field = "username"


class NotALegacyUsername(NotAUsername):
    """A legacy username is two letters and four digits, such as ab1234."""


class UsernameTaken(Refusal):
    """Somebody has this username already. Choose another one."""

    field = "username"


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
