"""The letters about registering to file, and about changes that were asked for at the center."""

from collections.abc import Iterable
from datetime import datetime

from openecf.foundation import addresses
from openecf.letters import writing

from . import link_letters, said
from .models import CourtUser, Registration

_RECEIVED = """\
{title} has the registration to file of {pacer}, as {role}.

  When:       {when}
  Reference:  {reference}

A clerk looks at it. You will get a letter when it is decided, and you see how it stands in Manage My Account
under Maintenance, Check E-File Status. If it was not you: call the court at once, {phone}, and say the
reference.
"""

_APPROVED = """\
{title} approved the registration to file of {pacer}.

  Registered as:  {name}, {account_role}
  When:           {when}
  Reference:      {reference}
{reason}
{next}

{door}

If it was not you: call the court at once, {phone}, and say the reference.
"""
_FILERS_NEXT = "You can file in this court now. Where you are signed in, the menus change with the next page."
_AGENTS_NEXT = """\
You file for others. The attorney or trustee you work for adds you in this court under Utilities, Filing
agents, by your name or by your account number {number}. Then you choose whom to act for, under Acting for."""

_REFUSED = """\
{title} refused {thing} of {pacer}.

  When:       {when}
  Reference:  {reference}
  Reason:     {reason}

If you think this is wrong, call the court, {phone}, and say the reference. You can send it again in Manage My
Account, under Maintenance.
"""

_CHANGED = """\
{title} changed its record of {name}, as asked for in Manage My Account.

{changes}

  When:       {when}
  Reference:  {reference}

If it was not you: call the court at once, {phone}, and say the reference.
"""
THINGS = {
    "register": "the registration to file",
    "person": "the change of name",
    "address": "the change of address",
    "noticing": "the choice of notices",
    "withdraw": "the wish to end filing",
}
ROLE_WORDS = {
    "attorney": "attorney",
    "agent": "filing agent",
    "creditor": "creditor",
    "party": "party",
    "trustee": "trustee",
    "us_trustee": "U.S. Trustee",
}


def received(row: Registration, *, at: datetime) -> None:
    """Tell the filer that the court has the registration."""
    _send(row, [row.person.email], "The court has your registration to file", _RECEIVED, {}, at=at)


def approved(
    row: Registration, account: CourtUser, reason: str, mails: Iterable[str] = (), *, at: datetime
) -> None:
    """Tell the filer that he or she may file; `mails` are the further addresses of the account."""
    agent = account.role == "agent"
    facts = {
        "name": account.name.full,
        "account_role": ROLE_WORDS.get(account.role, account.role),
        "reason": f"  Remark:         {reason}\n" if reason else "",
        "next": _AGENTS_NEXT.format(number=row.person.account_number) if agent else _FILERS_NEXT,
        "door": addresses.url(addresses.court_base(row.court_id, row.court.hosts), "court.home"),
    }
    subject = "You are registered as a filing agent" if agent else "You can file in this court"
    _send(row, [row.person.email, *mails], subject, _APPROVED, facts, at=at)


def refused(row: Registration, reason: str, *, at: datetime) -> None:
    """Tell the filer no, and why."""
    subject = f"The court refused {THINGS[row.kind]}"
    _send(row, [row.person.email], subject, _REFUSED, {"reason": reason, "thing": THINGS[row.kind]}, at=at)


def changed(row: Registration, name: str, changes: str, mails: Iterable[str] = (), *, at: datetime) -> None:
    """Tell every address, old and new, what the court changed."""
    facts = {"name": name, "changes": changes}
    _send(row, [row.person.email, *mails], "The court changed its record of you", _CHANGED, facts, at=at)


def _send(row: Registration, mails, subject: str, text: str, facts: dict[str, str], *, at: datetime) -> None:
    court = row.court
    body = text.format(
        title=court.title,
        phone=court.phone,
        pacer=row.person.name.full,
        role=ROLE_WORDS.get(row.role, row.role),
        reference=row.reference,
        when=said.time(court, at),
        **facts,
    )
    for mail in link_letters.each_once(mails):
        writing.write(court.pk, court.email, mail, subject, body, at=at)
