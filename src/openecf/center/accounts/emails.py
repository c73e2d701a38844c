"""Changing an account's e-mail address: the new one is proved first, and the old one is told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.names import masked_email
from openecf.foundation.refusals import Refusal

from . import links, mailing, passwords
from .models import Account


class SameAddress(Refusal):
    """This is the e-mail address your account has already."""

    field = "email"


@dataclass(frozen=True)
class Change:
    """A change of address that waits for its button, or was made already."""

    email: str
    done: bool = False


def ask(account: Account, email: str, *, password: str, address: str = "", at: datetime) -> None:
    """Mail a link to the new address and tell the old one; an earlier change under way dies.

    Asks for the password again, so that a browser left alone can't take the account away.
    Raises WrongPassword, SameAddress, TooManyMails.
    """
    kept = Account.objects.get(pk=account.pk)
    if not passwords.is_right(kept, password):
        raise passwords.WrongPassword
    if email.lower() == kept.email.lower():
        raise SameAddress
    links.require_calm(address, at=at)
    with transaction.atomic():
        mailed = links.mailbox_has_room(links.EMAIL, email, at=at)
        if mailed:
            links.drop(kept, links.EMAIL, at=at)
            claims = {"email": email}
            token = links.make(links.EMAIL, email, account=kept, claims=claims, address=address, at=at)
            _write(kept, email, token, at)
        trail.record(
            "center",
            kept.number,
            "accounts.email_change_asked",
            masked_email(email),
            detail={"mailed": mailed},
            address=address,
            at=at,
        )


def waiting(account: Account, token: str, *, at: datetime) -> Change | None:
    """Return the change behind a link of this very account, or None; looking uses nothing up."""
    link = links.find(links.EMAIL, token, at=at)
    if link is None or link.account_id != account.pk:
        return None
    return Change(link.claims["email"], done=link.used_at is not None)


def confirm(account: Account, token: str, *, address: str = "", at: datetime) -> Change:
    """Make the proved address the account's; only its signed-in holder can, in whatever browser.

    A mail that went astray is worth nothing to who gets it. Pressed twice it is one change. Raises LinkGone.
    """
    link = links.find(links.EMAIL, token, at=at)
    if link is None or link.account_id != account.pk:
        raise links.LinkGone
    before, email = link.account, link.claims["email"]
    with transaction.atomic():
        try:
            links.take(link, at=at)
        except links.LinkGone:
            return Change(email, done=True)
        Account.objects.filter(pk=before.pk).update(email=email)
        links.drop(before, links.RESET, links.EMAIL, at=at)
        detail = {"from": masked_email(before.email), "to": masked_email(email)}
        trail.record(
            "center",
            before.number,
            "accounts.email_changed",
            before.number,
            detail=detail,
            address=address,
            at=at,
        )
        for each in (before.email, email):
            mailing.post(
                "email_changed", each, {"username": before.username, "email": masked_email(email)}, at=at
            )
    return Change(email, done=True)


def _write(account: Account, email: str, token: str, at: datetime) -> None:
    mailing.post("email", email, {"link": mailing.link("center.confirm_email", token)}, at=at)
    parts = {"username": account.username, "email": masked_email(email)}
    mailing.post("email_asked", account.email, parts, at=at)
