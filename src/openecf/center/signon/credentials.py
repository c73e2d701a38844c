"""Changing what somebody signs in with; the same commit ends the sign-ons that rest on the old one."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import emails, links, passwords, recovery, upgrading
from openecf.center.accounts.models import Account

from . import attempts, factors, freshness, sessions
from .sessions import Standing


def change_password(
    account: Account, old: str, new: str, *, session_key: str, address: str, at: datetime
) -> None:
    """Change a holder's password; every other browser is signed out, here and in every court.

    Raises attempts.TooManyFailures and what `passwords.choose` raises.
    """
    with _counted(account, session_key, address=address, at=at):
        chosen = passwords.choose(account, old, new, guarded=factors.guards(account))
        with transaction.atomic():
            passwords.change(chosen, address=address, at=at)
            sessions.end_all(account, but_key=session_key, at=at)


def ask_new_email(
    account: Account,
    email: str,
    password: str,
    *,
    standing: Standing,
    session_key: str,
    address: str,
    at: datetime,
) -> None:
    """Ask for a change of e-mail address; wrong passwords are counted like failed sign-ins.

    Raises freshness.SignInAgain, attempts.TooManyFailures and what `emails.ask` raises.
    """
    freshness.require(standing, at=at)
    with _counted(account, session_key, address=address, at=at):
        emails.ask(account, email, password=password, address=address, at=at)


def reset_password(token: str, password: str, *, address: str, at: datetime) -> None:
    """Set a new password by a mailed link; every browser is signed out and failures are forgotten.

    Raises LinkGone and what `recovery.choose` raises.
    """
    chosen = recovery.choose(token, password, guarded=factors.guards, at=at)
    try:
        with transaction.atomic():
            if recovery.reset(chosen, address=address, at=at):
                attempts.forget(chosen.account.username)
                sessions.end_all(chosen.account, at=at)
    except links.LinkGone:
        recovery.choose(
            token, password, guarded=factors.guards, at=at
        )  # sent twice at once: fine with the same password


def ask_upgrade(
    account: Account, email: str, *, standing: Standing, back: str = "", address: str, at: datetime
) -> None:
    """Mail the link of an upgrade. It will set e-mail and password, so a browser left alone can't ask for it.

    Raises freshness.SignInAgain and what `upgrading.ask` raises.
    """
    freshness.require(standing, at=at)
    upgrading.ask(account, email, back=back, address=address, at=at)


def upgrade(
    token: str,
    username: str,
    password: str,
    *,
    particulars: upgrading.Particulars = upgrading.NOTHING_NEW,
    address: str,
    at: datetime,
) -> upgrading.Upgrade:
    """Upgrade a legacy account; every browser is signed out, so that courts learn of it at the next sign-on.

    Raises LinkGone and what `upgrading.choose` raises.
    """
    chosen = upgrading.choose(token, username=username, password=password, particulars=particulars, at=at)
    try:
        with transaction.atomic():
            if upgrading.upgrade(chosen, address=address, at=at):
                sessions.end_all(chosen.link.account, at=at)
    except links.LinkGone:
        upgrading.choose(token, username=username, password=password, at=at)  # sent twice at once
    return upgrading.waiting(token, at=at)


@contextmanager
def _counted(account: Account, session_key: str, *, address: str, at: datetime) -> Iterator[None]:
    """Make who sits at a signed-in browser and guesses the password wait, as at the sign-in page."""
    tries = attempts.begin(account.username, address=address, device=session_key, at=at)
    try:
        yield
    except passwords.WrongPassword:
        with transaction.atomic():
            attempts.failed(tries, at=at)
            trail.record(
                "center", account.number, "signon.password_not_proved", account.number, address=address, at=at
            )
        raise
    attempts.succeeded(tries)
