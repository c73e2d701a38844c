"""Forgot username/password: always the same answer, and a letter with the username and a one-hour link."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from openecf.audit import trail
from openecf.foundation.names import masked_email

from . import links, mailing, passwords, usernames
from .models import Account

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


def reset(token: str, password: str, *, address: str = "", at: datetime) -> Account:
    """Set a new password by a mailed link and open a disabled password again; sent twice it is one reset.

    Other reset links, pending e-mail changes and upgrades of the account die. Ends no sign-on: that is the
    floor above, which calls this. Raises LinkGone and what `passwords.check` raises.
    """
    link = links.find(links.RESET, token, at=at)
    if link is None or link.account is None:
        raise links.LinkGone
    links.count_try(link)
    if link.used_at:
        return _done_before(link.account, password)
    passwords.check(password, link.account)
    stored = passwords.hashed(password)
    account = link.account
    with transaction.atomic():
        try:
            links.take(link, at=at)
        except links.LinkGone:
            return _done_before(Account.objects.get(pk=account.pk), password)
        Account.objects.filter(pk=account.pk).update(password=stored, password_disabled_at=None)
        links.drop(account, links.RESET, links.EMAIL, links.UPGRADE, at=at)
        trail.record(
            "center", account.number, "accounts.password_reset", account.number, address=address, at=at
        )
        parts = {"username": account.username}
        mailing.post("password_changed", account.email, parts, at=at)
    return account


def _done_before(account: Account, password: str) -> Account:
    """The form was sent twice: that is fine with the same password, and too late with another."""
    if not passwords.is_right(account, password):
        raise links.LinkGone
    return account


def _accounts_of(typed: str) -> list[Account]:
    if "@" not in typed:
        found = usernames.holder_of(typed)
        return [found] if found else []
    held = Account.objects.alias(lower=Lower("email")).filter(lower=typed.lower())
    return list(held.order_by("pk")[:MOST_ACCOUNTS])


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
