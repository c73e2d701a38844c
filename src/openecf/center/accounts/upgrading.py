"""From legacy to upgraded: the address is checked first, then username and password; the row stays."""

from dataclasses import dataclass
from datetime import date, datetime

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
class Particulars:
    """What legacy accounts lack; empty parts leave the account as it is."""

    birth_date: date | None = None
    county: str = ""


NOTHING_NEW = Particulars()


@dataclass(frozen=True)
class Chosen:
    """A new username and password, ready to be kept; `done` when the same form was sent before."""

    link: MailedLink
    username: str
    stored: str = ""
    particulars: Particulars = NOTHING_NEW
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


def choose(
    token: str, *, username: str, password: str, particulars: Particulars = NOTHING_NEW, at: datetime
) -> Chosen:
    """Check a link, the new username and password; the slow part, outside the act's transaction.

    Raises LinkGone, NotAUsername, UsernameTaken and what `passwords.check` raises.
    """
    link = links.find(links.UPGRADE, token, at=at)
    if link is None:
        raise links.LinkGone
    links.count_try(link)
    if link.used_at:
        if link.account.username.lower() != username.lower():
            raise links.LinkGone
        return Chosen(link, username, done=True)
    usernames.check(username)
    holder = link.account
    names = _Names(username, link.claims["email"], holder.first_name, holder.last_name)
    passwords.check(password, names)
    if usernames.is_taken(username):
        raise usernames.UsernameTaken
    return Chosen(link, username, passwords.hashed(password), particulars)


def upgrade(chosen: Chosen, *, address: str = "", at: datetime) -> bool:
    """Give a legacy account its new username, password and address; False when the same form did it before.

    Number, subject, history and balance stay. Ends no sign-on: that is the floor above, which calls this.
    Raises LinkGone, UsernameTaken, NotLegacy.
    """
    if chosen.done:
        return False
    before, email = chosen.link.account, chosen.link.claims["email"]
    with transaction.atomic():
        links.take(chosen.link, at=at)
        _rewrite(before, chosen, email, at)
        links.drop(before, links.RESET, links.EMAIL, links.UPGRADE, at=at)
        detail = {"old_username": before.username, "username": chosen.username}
        trail.record(
            "center", before.number, "accounts.upgraded", before.number, detail=detail, address=address, at=at
        )
        for each in dict.fromkeys((before.email, email)):
            parts = {"number": before.number, "username": chosen.username, "email": masked_email(email)}
            mailing.post("upgraded", each, parts, at=at)
    return True


def _rewrite(before: Account, chosen: Chosen, email: str, at: datetime) -> None:
    legacy = Account.objects.filter(pk=before.pk, kind=Account.Kind.LEGACY)
    added = {name: value for name, value in vars(chosen.particulars).items() if value}
    try:
        with transaction.atomic():
            changed = legacy.update(
                kind=Account.Kind.UPGRADED,
                username=chosen.username,
                email=email,
                password_disabled_at=None,
                policies_accepted_at=at,
                upgraded_at=at,
                **passwords.columns(chosen.stored, at=at),
                **added,
            )
    except IntegrityError as taken:
        raise usernames.UsernameTaken from taken  # by somebody else, a moment ago
    if not changed:
        raise NotLegacy


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
