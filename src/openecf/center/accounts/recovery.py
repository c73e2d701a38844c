"""Forgot username/password: always the same answer, and a letter with the username and a one-hour link."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from openecf.audit import trail
from openecf.foundation.names import masked_email

from . import links, mailing, passwords, usernames
from .models import Account, MailedLink

MOST_ACCOUNTS = 20  # of one address, in one letter


@dataclass(frozen=True)
class Reset:
    """A reset that waits for its new password, or was done already."""

    username: str
    done: bool = False


def ask(email_or_username: str, *, address: str = "", at: datetime) -> None:
    """Mail the account's own address a link for a new password; tell nobody whether there is such an account.

    Known or not, the same rows are looked up and written. An unknown address gets a letter that says so; only
    an unknown username has no address to write to. A mailbox gets a few such letters an hour.
    Raises TooManyMails.
    """
    links.require_calm(address, at=at)
    typed = email_or_username.strip()
    accounts = _accounts_of(typed)
    to = typed if "@" in typed else "".join(account.email for account in accounts)
    with transaction.atomic():
        mailed = links.mailbox_has_room(links.RESET, to or typed, at=at)
        if mailed:
            _mail(to, typed, accounts, address, at)
        trail.record(
            "center",
            "public",
            "accounts.reset_asked",
            ", ".join(account.number for account in accounts)[:200],
            detail={"to": masked_email(to), "mailed": mailed and bool(to)},
            address=address,
            at=at,
        )


def waiting(token: str, *, at: datetime) -> Reset | None:
    """Return whose password a link resets, or None when its time is over; looking uses nothing up."""
    link = links.find(links.RESET, token, at=at)
    if link is None or link.account is None:
        return None
    return Reset(link.account.username, done=link.used_at is not None)


@dataclass(frozen=True)
class Chosen:
    """A new password behind a link, ready to be kept; `done` when the same form was sent before."""

    link: MailedLink
    account: Account
    stored: str = ""
    done: bool = False


def choose(
    token: str, password: str, *, guarded: Callable[[Account], bool] = lambda account: False, at: datetime
) -> Chosen:
    """Check a link and the new password; the slow part, outside the act's transaction.

    `guarded` tells whether an account has a second factor, which the floor above knows.

    Raises LinkGone and what `passwords.check` raises.
    """
    link = links.find(links.RESET, token, at=at)
    if link is None or link.account is None:
        raise links.LinkGone
    links.count_try(link)
    if link.used_at:
        if not passwords.is_right(link.account, password):
            raise links.LinkGone
        return Chosen(link, link.account, done=True)
    passwords.check(password, link.account, guarded=guarded(link.account))
    return Chosen(link, link.account, passwords.hashed(password))


def reset(chosen: Chosen, *, address: str = "", at: datetime) -> bool:
    """Keep the new password and open a disabled one again; False when the same form had done it before.

    Other reset links, pending e-mail changes and upgrades of the account die. Ends no sign-on: that is the
    floor above, which calls this. Raises LinkGone.
    """
    account = chosen.account
    if chosen.done:
        return False
    with transaction.atomic():
        links.take(chosen.link, at=at)
        kept = passwords.columns(chosen.stored, at=at)
        Account.objects.filter(pk=account.pk).update(password_disabled_at=None, **kept)
        links.drop(account, links.RESET, links.EMAIL, links.UPGRADE, at=at)
        trail.record(
            "center", account.number, "accounts.password_reset", account.number, address=address, at=at
        )
        mailing.post("password_changed", account.email, {"username": account.username}, at=at)
    return True


def _accounts_of(typed: str) -> list[Account]:
    if "@" not in typed:
        found = usernames.holder_of(typed)
        return [found] if found else []
    held = Account.objects.alias(lower=Lower("email")).filter(lower=typed.lower())
    return [each for each in held.order_by("pk") if links.is_same_mailbox(each.email, typed)][:MOST_ACCOUNTS]


def _mail(to: str, typed: str, accounts: list[Account], address: str, at: datetime) -> None:
    lines = []
    for account in accounts:
        token = links.make(links.RESET, to, account=account, address=address, at=at)
        lines.append(f"Username: {account.username}\nNew password: {mailing.link('center.reset', token)}")
    if not accounts:
        links.make(links.RESET, to or typed, address=address, at=at)
    if to:
        parts = {"accounts": "\n\n".join(lines)}
        mailing.post("reset" if accounts else "reset_unknown", to, parts, at=at)
