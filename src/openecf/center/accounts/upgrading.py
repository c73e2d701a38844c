"""From legacy to upgraded: the address is checked first, then username and password; the row stays."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.foundation.names import masked_email
from openecf.foundation.refusals import Refusal

from . import links, mailing, passwords, usernames
from .models import Account, MailedLink


class NotLegacy(Refusal):
    """This account is upgraded already. There is nothing to do."""


@dataclass(frozen=True)
class Upgrade:
    """An upgrade that waits for its new username and password, or was done already."""

    account_id: int
    number: str
    username: str
    email: str
    back: str  # where the holder came from, such as a court's page
    done: bool = False


@dataclass(frozen=True)
class _Names:
    """Whose names may not appear in the new password."""

    username: str
    email: str
    first_name: str
    last_name: str


def ask(account: Account, email: str, *, back: str = "", address: str = "", at: datetime) -> None:
    """Mail a link to the address the account shall have, and tell the one it had; an earlier link dies.

    Raises NotLegacy, TooManyMails.
    """
    kept = Account.objects.get(pk=account.pk)
    if kept.kind != Account.Kind.LEGACY:
        raise NotLegacy
    links.require_calm(address, at=at)
    with transaction.atomic():
        mailed = links.mailbox_has_room(links.UPGRADE, email, at=at)
        if mailed:
            links.drop(kept, links.UPGRADE, at=at)
            claims = {"email": email, "back": back}
            token = links.make(links.UPGRADE, email, account=kept, claims=claims, address=address, at=at)
            _write(kept, email, token, at)
        trail.record(
            "center",
            kept.number,
            "accounts.upgrade_asked",
            kept.number,
            detail={"to": masked_email(email), "mailed": mailed},
            address=address,
            at=at,
        )


def waiting(token: str, *, at: datetime) -> Upgrade | None:
    """Return the upgrade behind a link, or None when its time is over; looking uses nothing up."""
    link = links.find(links.UPGRADE, token, at=at)
    return _upgrade(link, link.account) if link else None


def upgrade(token: str, *, username: str, password: str, address: str = "", at: datetime) -> Upgrade:
    """Give a legacy account its new username, password and proved address; number, history and balance stay.

    Sent twice it is one upgrade. Ends no sign-on: that is the floor above, which calls this.
    Raises LinkGone, NotAUsername, UsernameTaken and what `passwords.check` raises.
    """
    link = links.find(links.UPGRADE, token, at=at)
    if link is None:
        raise links.LinkGone
    links.count_try(link)
    if link.used_at:
        return _done_before(link, username)
    account, email = link.account, link.claims["email"]
    usernames.check(username)
    passwords.check(password, _Names(username, email, account.first_name, account.last_name))
    if usernames.is_taken(username):
        raise usernames.UsernameTaken
    stored = passwords.hashed(password)
    try:
        with transaction.atomic():
            return _carry_out(link, username, stored, address, at)
    except IntegrityError as taken:
        raise usernames.UsernameTaken from taken  # by somebody else, a moment ago


def _carry_out(link: MailedLink, username: str, stored: str, address: str, at: datetime) -> Upgrade:
    try:
        links.take(link, at=at)
    except links.LinkGone:
        return _done_before(link, username)
    before, email = link.account, link.claims["email"]
    changed = Account.objects.filter(pk=before.pk, kind=Account.Kind.LEGACY).update(
        kind=Account.Kind.UPGRADED,
        username=username,
        password=stored,
        email=email,
        password_disabled_at=None,
        upgraded_at=at,
    )
    if not changed:
        raise NotLegacy
    links.drop(before, links.RESET, links.EMAIL, links.UPGRADE, at=at)
    detail = {"old_username": before.username, "username": username}
    trail.record(
        "center", before.number, "accounts.upgraded", before.number, detail=detail, address=address, at=at
    )
    for each in dict.fromkeys((before.email, email)):
        parts = {"number": before.number, "username": username, "email": masked_email(email)}
        mailing.post("upgraded", each, parts, at=at)
    return _upgrade(link, Account.objects.get(pk=before.pk))


def _done_before(link: MailedLink, username: str) -> Upgrade:
    """The form was sent twice: that is fine with the same username, and too late with another."""
    account = Account.objects.get(pk=link.account_id)
    if account.username.lower() != username.lower():
        raise links.LinkGone
    return _upgrade(link, account)


def _upgrade(link: MailedLink, account: Account) -> Upgrade:
    return Upgrade(
        account.pk,
        account.number,
        account.username,
        link.claims["email"],
        link.claims["back"],
        done=account.kind == Account.Kind.UPGRADED,
    )


def _write(account: Account, email: str, token: str, at: datetime) -> None:
    parts = {"number": account.number, "link": mailing.link("center.confirm_upgrade", token)}
    mailing.post("upgrade", email, parts, at=at)
    if account.email and account.email.lower() != email.lower():
        parts = {"number": account.number, "email": masked_email(email)}
        mailing.post("upgrade_asked", account.email, parts, at=at)
