"""The letters about the court's staff."""

from datetime import datetime

from openecf.courthouse.courts.models import Court
from openecf.foundation import addresses
from openecf.letters import writing

from . import link_letters, said
from .models import CourtUser, Person, StaffInvitation

_INVITED = """\
{title} invites you to its staff, as {role}.

Open this page until {until}, and sign in with the PACER account {number}; it works with that account only:

  {link}

If you did not expect this: do nothing, and tell the clerk's office, {phone}.
"""
_REMOVED = """\
{name} is no longer on the staff of {title}, since {when}. The PACER account can go on searching.

  Reason:  {reason}

If you think this is wrong, call the clerk's office, {phone}.
"""


def invited(court: Court, row: StaffInvitation, token: str, *, until: datetime, at: datetime) -> None:
    """Mail the link to the address the invitation names."""
    base = addresses.court_base(court.pk, court.hosts)
    body = _INVITED.format(
        title=court.title,
        role=row.role,
        until=said.time(court, until),
        number=row.account_number,
        link=addresses.url(base, "court.staff_invitation", token=token),
        phone=court.phone,
    )
    writing.write(court.pk, court.email, row.email, "You are invited to the court's staff", body, at=at)


def removed(court: Court, account: CourtUser, person: Person | None, reason: str, *, at: datetime) -> None:
    """Tell who was removed, at every address."""
    body = _REMOVED.format(
        name=account.name.full,
        title=court.title,
        when=said.time(court, at),
        reason=reason,
        phone=court.phone,
    )
    for mail in link_letters.each_once([account.email, person.email if person else ""]):
        writing.write(court.pk, court.email, mail, "You are no longer on the court's staff", body, at=at)
