"""What a password must be, and changing it."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import links, mailing
from .models import Account

POLICY = tomllib.loads((Path(__file__).parent / "password_policy.toml").read_text())


class Owner(Protocol):
    """Whose password it is: its names may not appear in it."""

    username: str
    email: str
    first_name: str
    last_name: str


class TooShort(Refusal):
    __doc__ = f"Choose a password of at least {POLICY['at_least']} characters. Several words are fine."

    field = "password"


class TooLong(Refusal):
    __doc__ = f"Choose a password of at most {POLICY['at_most']} characters."

    field = "password"


class TooCommon(Refusal):
    """This password is easily guessed: it is common, or repeats a few characters. Choose another one."""

    field = "password"


class HasYourName(Refusal):
    """Your password may not contain your name, username or e-mail address. Choose another one."""

    field = "password"


class WrongPassword(Refusal):
    """This is not your present password. Type it again, or use Forgot username/password."""

    field = "old_password"


class SamePassword(Refusal):
    """Your new password is the same as the present one. Choose another one."""

    field = "password"


def check(password: str, owner: Owner) -> None:
    """Refuse a password that breaks the policy. Raises TooShort, TooLong, TooCommon, HasYourName."""
    plain = normal(password)
    if len(plain) < POLICY["at_least"]:
        raise TooShort
    if len(plain) > POLICY["at_most"]:
        raise TooLong
    if _is_common(plain.casefold()):
        raise TooCommon
    if any(name in plain.casefold() for name in _names(owner)):
        raise HasYourName


def normal(password: str) -> str:
    """Return the password as it is hashed: Unicode NFC, so that every keyboard makes the same one."""
    return unicodedata.normalize("NFC", password)


def hashed(password: str) -> str:
    """Return what is stored in place of a password."""
    return make_password(normal(password))


def is_right(account: Account, password: str) -> bool:
    """Tell whether this is the account's password; it costs one hash either way."""
    return check_password(normal(password), account.password)


@dataclass(frozen=True)
class Chosen:
    """A new password that was found good, ready to be kept."""

    account: Account
    stored: str


def choose(account: Account, old: str, new: str) -> Chosen:
    """Check the present password and the new one; the slow part, outside the act's transaction.

    Raises WrongPassword, SamePassword and what `check` raises.
    """
    kept = Account.objects.get(pk=account.pk)
    if not is_right(kept, old):
        raise WrongPassword
    check(new, kept)
    if normal(new) == normal(old):
        raise SamePassword
    return Chosen(kept, hashed(new))


def change(chosen: Chosen, *, address: str = "", at: datetime) -> None:
    """Keep the new password; mailed links that were under way die.

    Ends no sign-on: that is the floor above, which calls this. Raises WrongPassword when the password was
    changed in another window meanwhile.
    """
    kept = chosen.account
    with transaction.atomic():
        if not Account.objects.filter(pk=kept.pk, password=kept.password).update(password=chosen.stored):
            raise WrongPassword
        links.drop(kept, links.RESET, links.EMAIL, at=at)
        trail.record("center", kept.number, "accounts.password_changed", kept.number, address=address, at=at)
        mailing.post("password_changed", kept.email, {"username": kept.username}, at=at)


def _is_common(password: str) -> bool:
    if len(set(password)) < POLICY["different_signs"]:
        return True
    core = re.sub(r"[\W\d_]+", "", password)
    cores = (core, _repeated(core)) if len(core) > POLICY["longest_name_ignored"] else ()
    return any(word in _common() for word in (password, _repeated(password), *cores))


def _repeated(text: str) -> str:
    """Return the piece a text repeats (`pacer` of `pacerpacerpa`), or nothing."""
    at = (text + text).find(text, 1)
    if at < len(text):
        return text[:at]
    found = re.fullmatch(r"(.{3,}?)\1+(.*)", text)
    return found[1] if found and found[1].startswith(found[2]) else ""


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords) | set(POLICY["words"])


def _names(owner: Owner) -> list[str]:
    local = owner.email.partition("@")[0]
    parts = [owner.username, local, *owner.first_name.split(), *owner.last_name.split()]
    return [part.casefold() for part in parts if len(part) > POLICY["longest_name_ignored"]]
