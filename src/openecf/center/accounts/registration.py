"""Registering: the address is proved first, by a mailed link; behind it lie the long form and the account.

The first form takes an address and answers always the same, so it tells nobody which addresses or usernames
exist. Whether a username is taken is said only behind the mailed link: there the address is proved, the tries
are counted and few, and a guesser has left a mailbox behind.
"""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower

from openecf.audit import trail
from openecf.foundation.names import masked_email
from openecf.foundation.refusals import Refusal

from . import activation, applicants, doors, duplicates, holds, links, mailing, passwords, usernames
from .applicants import Person, Waiting
from .doors import Door
from .models import Account, MailedLink
from .opening import NewAccount, open_account

__all__ = ["NewAccount", "open_account", "Person", "Waiting", "ask", "waiting", "describe", "finish"]


class PoliciesNotAccepted(Refusal):
    """Read the policies and procedures and tick that you accept them."""

    field = "accepted"


class NotDescribed(Refusal):
    """Fill in the form about yourself first."""


def ask(door: Door, email: str, *, address: str = "", at: datetime) -> None:
    """Mail a link to the address given; nothing else is made.

    A mailbox gets a few such mails an hour and no more; the answer is the same. Raises TooManyMails.
    """
    links.require_calm(address, at=at)
    with transaction.atomic():
        has_room = links.mailbox_has_room(links.REGISTER, email, at=at)
        if has_room:
            claims = {"door": door.key, "email": email}
            token = links.make(links.REGISTER, email, claims=claims, address=address, at=at)
            _write(email, token, at)
        trail.record(
            "center",
            "public",
            "accounts.registration_asked",
            masked_email(email),
            detail={"mailed": has_room, "door": door.key},
            address=address,
            at=at,
        )


def waiting(token: str, *, at: datetime) -> Waiting | None:
    """Return what lies behind a link, or None when its time is over; looking uses nothing up."""
    link = links.find(links.REGISTER, token, at=at)
    return applicants.read(link) if link else None


def describe(token: str, person: Person, *, although: bool = False, at: datetime) -> None:
    """Keep what was typed about the person behind a link; no account is made.

    `although`: the person was warned that an account may exist, and goes on. Raises LinkGone, MayExist.
    """
    link = _open_link(token, at)
    links.count_try(link)
    if not although and _most_alike(person, link) >= duplicates.WARNS:
        raise duplicates.MayExist
    born = person.birth_date.isoformat() if person.birth_date else ""
    claims = link.claims | {"person": asdict(person) | {"birth_date": born}}
    MailedLink.objects.filter(pk=link.pk, used_at=None).update(claims=claims)


def finish(
    token: str, username: str, password: str, *, accepted: bool, address: str = "", at: datetime
) -> Account:
    """Open the account behind a link; sent twice it is the same account.

    Raises LinkGone, NotDescribed, PoliciesNotAccepted, NotAUsername, UsernameTaken and what `passwords.check`
    raises.
    """
    link = links.find(links.REGISTER, token, at=at)  # read once: another sending may open it meanwhile
    if link and link.account:
        return link.account
    if link is None or link.used_at:
        raise links.LinkGone
    links.count_try(link)
    if (person := applicants.read(link).person) is None:
        raise NotDescribed
    if not accepted:
        raise PoliciesNotAccepted
    usernames.check(username)
    new = _new_account(link, person, username, at)
    passwords.check(password, new)
    return _open(link, person, new, passwords.hashed(password), address, at)


def _open(
    link: MailedLink, person: Person, new: NewAccount, stored: str, address: str, at: datetime
) -> Account:
    with transaction.atomic():
        links.one_at_a_time(link)  # or two accounts of one person would not see each other
        try:
            links.take(link, at=at)
        except links.LinkGone:
            return _opened_meanwhile(link)
        account = open_account(_with_hold(new, person, link), stored_password=stored, at=at)
        MailedLink.objects.filter(pk=link.pk).update(
            account=account, claims={"door": new.door, "email": new.email}
        )
        detail = {"door": account.door, "hold": account.hold, "search_status": account.search_status}
        trail.record(
            "center",
            account.number,
            "accounts.registered",
            account.number,
            detail=detail,
            address=address,
            at=at,
        )
        parts = {"number": account.number, "username": account.username, "status": _status(account)}
        mailing.post("opened", account.email, parts, at=at)
    return account


def _new_account(link: MailedLink, person: Person, username: str, at: datetime) -> NewAccount:
    """Put together what the account is opened with."""
    door = doors.door(link.claims["door"])
    holder = Account.Holder.FIRM if door.is_for_firms else Account.Holder.INDIVIDUAL
    return NewAccount(
        username=username,
        email=link.claims["email"],
        door=door.key,
        holder=holder,
        policies_accepted_at=at,
        **vars(person),
    )


def _with_hold(new: NewAccount, person: Person, link: MailedLink) -> NewAccount:
    """Decide how search begins; a hold closes it until somebody has looked."""
    hold = _hold(person, link)
    return replace(new, hold=hold, search_status=activation.first_status(new.holder, hold))


def _hold(person: Person, link: MailedLink) -> str:
    if _most_alike(person, link) >= duplicates.HOLDS:
        return Account.Hold.DUPLICATE
    return Account.Hold.ALIAS if duplicates.has_alias(link.claims["email"]) else Account.Hold.NONE


def _most_alike(person: Person, link: MailedLink) -> int:
    return duplicates.most_alike(
        duplicates.Traits(person.first_name, person.last_name, person.birth_date, link.claims["email"])
    )


def _status(account: Account) -> str:
    if account.hold:
        return "Before it may search, the PACER Service Center looks at it; you will get a mail."
    return holds.SENTENCES[account.search_status]


def _open_link(token: str, at: datetime) -> MailedLink:
    link = links.find(links.REGISTER, token, at=at)
    if link is None or link.used_at:
        raise links.LinkGone
    return link


def _opened_meanwhile(link: MailedLink) -> Account:
    """The form was sent twice at once: answer with what the first sending opened."""
    link.refresh_from_db()
    if link.account is None:
        raise links.LinkGone
    return link.account


def _write(email: str, token: str, at: datetime) -> None:
    held = Account.objects.alias(lower=Lower("email")).filter(lower=email.lower()).order_by("pk")
    names = [each.username for each in held if links.is_same_mailbox(each.email, email)]
    parts = {
        "link": mailing.link("center.confirm_registration", token),
        "usernames": ", ".join(names[:20]),
    }
    mailing.post("register_again" if parts["usernames"] else "register", email, parts, at=at)
