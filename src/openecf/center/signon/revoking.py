"""The browsers that are signed in to an account, for its holder: looking at them, and signing them out."""

from dataclasses import dataclass
from datetime import datetime

from openecf.center.accounts.models import Account
from openecf.foundation import browsers
from openecf.foundation.refusals import Refusal

from . import freshness, sessions, tokens
from .models import ProviderSession
from .sessions import Standing


class NotSignedIn(Refusal):
    """This browser is signed out already."""


@dataclass(frozen=True)
class Browser:
    """One browser that is signed in, in plain words."""

    sid: str
    words: str
    address: str
    begun_at: datetime
    seen_at: datetime
    is_this: bool


@dataclass(frozen=True)
class Program:
    """One program with a token of the authentication API."""

    token_id: int
    words: str
    address: str
    made_at: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Before:
    """The sign-in before the present one."""

    at: datetime
    words: str
    address: str


def browsers_of(standing: Standing, *, at: datetime) -> tuple[Browser, ...]:
    """Return every browser signed in to the account, this one first, then the last seen.

    One that is idle at the center may be at work in a court, and is shown.
    """
    living = ProviderSession.objects.filter(
        account_id=standing.account_id, ended_at=None, auth_time__gt=at - sessions.LONGEST
    )
    found = [
        Browser(
            str(row.sid),
            browsers.in_words(row.browser),
            row.address,
            row.begun_at,
            row.seen_at,
            row.pk == standing.session_id,
        )
        for row in living.order_by("-seen_at", "-pk")
    ]
    return tuple(sorted(found, key=lambda one: not one.is_this))


def programs_of(account: Account, *, at: datetime) -> tuple[Program, ...]:
    """Return every program that holds a living token of the account."""
    return tuple(
        Program(one.id, browsers.in_words(one.browser), one.address, one.made_at, one.seen_at)
        for one in tokens.living(account, at=at)
    )


def before(standing: Standing) -> Before | None:
    """Return the sign-in before the present one, from whichever browser."""
    rows = ProviderSession.objects.filter(account_id=standing.account_id, pk__lt=standing.session_id)
    row = rows.order_by("-pk").first()
    return Before(row.begun_at, browsers.in_words(row.browser), row.address) if row else None


def end_one(standing: Standing, sid: str, *, at: datetime) -> None:
    """Sign one of the holder's browsers out, here and in every court. Raises SignInAgain, NotSignedIn."""
    freshness.require(standing, at=at)
    own = ProviderSession.objects.filter(account_id=standing.account_id, ended_at=None)
    session = next((row for row in own if str(row.sid) == sid), None)
    if session is None:
        raise NotSignedIn
    sessions.end(session, at=at)


def end_program(standing: Standing, token_id: int, *, at: datetime) -> None:
    """End a program's token. Raises SignInAgain, NotSignedIn."""
    freshness.require(standing, at=at)
    if not tokens.end_one(standing.account, token_id, at=at):
        raise NotSignedIn


def end_others(standing: Standing, *, session_key: str, at: datetime) -> int:
    """Sign out every other browser, and every program; return how many browsers. Raises SignInAgain."""
    freshness.require(standing, at=at)
    return sessions.end_all(standing.account, but_key=session_key, at=at)
