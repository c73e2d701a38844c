"""What a password must be, and changing it. The rules are data: password_policies.py."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import blocklist, links, mailing, password_policies
from .models import Account
from .password_policies import Policy


class Owner(Protocol):
    """Whose password it is: its names may not appear in it."""

    username: str
    email: str
    first_name: str
    last_name: str


class TooShort(Refusal):
    """Choose a longer password. Several words are fine."""

    field = "password"


class TooLong(Refusal):
    """Choose a shorter password."""

    field = "password"


class LacksSigns(Refusal):
    """Use a small letter, a capital and a special character such as ! or # in your password."""

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


def hint() -> str:
    """Return the policy in force as the sentence forms show."""
    return password_policies.in_force().hint


def check(password: str, owner: Owner, *, guarded: bool = False) -> None:
    """Refuse a password that breaks the policy in force; `guarded` is an account with a second factor.

    Raises TooShort, TooLong, LacksSigns, TooCommon, HasYourName.
    """
    policy, plain = password_policies.in_force(), normal(password)
    least = policy.at_least_with_factor if guarded else policy.at_least
    if len(plain) < least:
        raise TooShort(f"Choose a password of at least {least} characters. Several words are fine.")
    if len(plain) > policy.at_most:
        raise TooLong(f"Choose a password of at most {policy.at_most} characters.")
    if policy.needs_mixed_signs and not _is_mixed(plain):
        raise LacksSigns
    if _is_common(plain.casefold(), policy):
        raise TooCommon
    if any(name in plain.casefold() for name in _names(owner, policy)):
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


def choose(account: Account, old: str, new: str, *, guarded: bool = False) -> Chosen:
    """Check the present password and the new one; the slow part, outside the act's transaction.

    Raises WrongPassword, SamePassword and what `check` raises.
    """
    kept = Account.objects.get(pk=account.pk)
    if not is_right(kept, old):
        raise WrongPassword
    check(new, kept, guarded=guarded)
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
        mine = Account.objects.filter(pk=kept.pk, password=kept.password)
        if not mine.update(**columns(chosen.stored, at=at)):
            raise WrongPassword
        links.drop(kept, links.RESET, links.EMAIL, links.UPGRADE, at=at)
        trail.record("center", kept.number, "accounts.password_changed", kept.number, address=address, at=at)
        mailing.post("password_changed", kept.email, {"username": kept.username}, at=at)


def columns(stored: str, *, at: datetime) -> dict[str, object]:
    """Return what a row keeps of a password that is new now: its hash, its age, no prompt put off."""
    return {"password": stored, "password_changed_at": at, "password_skips": 0}


def _is_mixed(password: str) -> bool:
    special = any(not sign.isalnum() and not sign.isspace() for sign in password)
    return special and any(map(str.islower, password)) and any(map(str.isupper, password))


def _is_common(password: str, policy: Policy) -> bool:
    """Look up the password, the piece it repeats, and the word that is left without digits and signs."""
    if len(set(password)) < policy.different_signs:
        return True
    core = re.sub(r"[\W\d_]+", "", password)
    cores = (core, _repeated(core)) if len(core) > policy.longest_name_ignored else ()
    return any(blocklist.has(word) for word in (password, _repeated(password), *cores) if word)


def _repeated(text: str) -> str:
    """Return the piece a text repeats (`pacer` of `pacerpacerpa`), or nothing."""
    at = (text + text).find(text, 1)
    if at < len(text):
        return text[:at]
    found = re.fullmatch(r"(.{3,}?)\1+(.*)", text)
    return found[1] if found and found[1].startswith(found[2]) else ""


def _names(owner: Owner, policy: Policy) -> set[str]:
    local = owner.email.partition("@")[0]
    wholes = (owner.username, local, owner.first_name, owner.last_name)
    parts = {part.casefold() for whole in wholes for part in [whole, *re.split(r"[\W_]+", whole)]}
    return {part for part in parts if len(part) > policy.longest_name_ignored}
