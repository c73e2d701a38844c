"""Opening a court on both sides of the street: its own record, its place at the center, its staff."""

from datetime import date, datetime

from openecf.center.accounts import profile
from openecf.center.accounts.profile import AccountFacts
from openecf.center.signon import clients
from openecf.courthouse.courts import creation, routing, secrets
from openecf.courthouse.courts.catalog import CourtFacts
from openecf.courthouse.people import invitation, moving
from openecf.faces.street import book
from openecf.foundation import addresses
from openecf.foundation.refusals import Refusal


class NoSuchAccount(Refusal):
    """No center account has this username. Let the person register first."""


def open_court(
    court_id: str,
    *,
    facts: CourtFacts | None = None,
    hosts: list[str] | None = None,
    nextgen_date: date | None = None,
    at: datetime,
) -> None:
    """Create a court and register it at the center under every address it answers at."""
    court = creation.create_court(court_id, facts=facts, hosts=hosts, nextgen_date=nextgen_date, at=at)
    book.forget()
    _register(court, at=at)


def move(old_iss: str, *, at: datetime) -> None:
    """Follow a change of the installation's addresses: courts register anew, people keep their links."""
    book.forget()
    for court in routing.all_courts():
        _register(court, at=at)
        moving.follow_center(court, old_iss, addresses.issuer(), at=at)


def invite(court_id: str, username: str, role: str, *, initials: str = "", at: datetime):
    """Give the holder of a center account a staff account of a court; return it. Raises NoSuchAccount."""
    account = profile.account_by_username(username)
    if account is None:
        raise NoSuchAccount
    return invitation.invite(routing.court_by_id(court_id), _invited(account, initials), role, at=at)


def _register(court, *, at: datetime) -> None:
    secret = clients.register_court(court.pk, book.site(court.pk).bases, title=court.title, at=at)
    secrets.keep_client_secret(court, secret)


def _invited(account: AccountFacts, initials: str) -> invitation.Invited:
    return invitation.Invited(
        iss=addresses.issuer(),
        sub=account.subject,
        username=account.username,
        first_name=account.name.first,
        last_name=account.name.last,
        email=account.email,
        initials=initials,
    )
