"""Registering: an account that may search, once its e-mail address is proved.

The form tells nobody which usernames or addresses exist. Whether a username is taken is said only on the page
behind the mailed link: there the address is proved, the tries are counted and few, and a guesser has left a
mailbox behind. The form itself would answer a machine as often as it likes; usernames are half of a sign-on.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from openecf.audit import trail
from openecf.foundation.names import PersonName, masked_email

from . import links, mailing, passwords, usernames
from .models import Account, MailedLink
from .opening import NewAccount, open_account

__all__ = ["NewAccount", "open_account", "register", "Waiting", "waiting", "confirm"]


@dataclass(frozen=True)
class Waiting:
    """A registration that waits for its button, or was confirmed already (`number`)."""

    name: str
    username: str
    email: str
    username_taken: bool = False
    number: str = ""


def register(new: NewAccount, *, address: str = "", at: datetime) -> None:
    """Mail a link to the address given; nothing else is made.

    A mailbox gets a few such mails an hour and no more; the answer is the same.
    Raises NotAUsername, TooManyMails and what `passwords.check` raises.
    """
    usernames.check(new.username)
    passwords.check(new.password, new)
    links.require_calm(address, at=at)
    claims = {
        "username": new.username,
        "email": new.email,
        "first_name": new.first_name,
        "middle_name": new.middle_name,
        "last_name": new.last_name,
        "password": passwords.hashed(new.password),
    }
    with transaction.atomic():
        has_room = links.mailbox_has_room(links.REGISTER, new.email, at=at)
        if has_room:
            token = links.make(links.REGISTER, new.email, claims=claims, address=address, at=at)
            _write(new.email, token, at)
        trail.record(
            "center",
            "public",
            "accounts.registration_asked",
            masked_email(new.email),
            detail={"mailed": has_room},
            address=address,
            at=at,
        )


def waiting(token: str, *, at: datetime) -> Waiting | None:
    """Return what a link would open, or None when its time is over; looking uses nothing up."""
    link = links.find(links.REGISTER, token, at=at)
    if link is None:
        return None
    claims = link.claims
    name = PersonName(claims["first_name"], claims["middle_name"], claims["last_name"]).full
    if link.account:
        return Waiting(name, link.account.username, link.account.email, number=link.account.number)
    return Waiting(name, claims["username"], claims["email"], usernames.is_taken(claims["username"]))


def confirm(token: str, *, username: str = "", address: str = "", at: datetime) -> Account:
    """Open the search-only account behind a link; pressed twice it is the same account.

    `username` takes the place of one that went to somebody else meanwhile.
    Raises LinkGone, UsernameTaken, NotAUsername.
    """
    link = links.find(links.REGISTER, token, at=at)
    if link is None:
        raise links.LinkGone
    if link.account:
        return link.account
    links.count_try(link)
    return _open(link, username or link.claims["username"], address, at)


def _open(link: MailedLink, username: str, address: str, at: datetime) -> Account:
    claims = dict(link.claims)
    stored = claims.pop("password")
    with transaction.atomic():
        try:
            links.take(link, at=at)
        except links.LinkGone:
            return _opened_meanwhile(link)
        account = open_account(NewAccount(**claims | {"username": username}), stored_password=stored, at=at)
        MailedLink.objects.filter(pk=link.pk).update(account=account, claims=claims)
        trail.record("center", account.number, "accounts.registered", account.number, address=address, at=at)
        parts = {"number": account.number, "username": account.username}
        mailing.post("opened", account.email, parts, at=at)
    return account


def _opened_meanwhile(link: MailedLink) -> Account:
    """The button was pressed twice at once: answer with what the first press opened."""
    link.refresh_from_db()
    if link.account is None:
        raise links.LinkGone
    return link.account


def _write(email: str, token: str, at: datetime) -> None:
    held = Account.objects.alias(lower=Lower("email")).filter(lower=email.lower()).order_by("pk")
    parts = {
        "link": mailing.link("center.confirm_registration", token),
        "usernames": ", ".join(held.values_list("username", flat=True)[:20]),
    }
    mailing.post("register_again" if parts["usernames"] else "register", email, parts, at=at)
