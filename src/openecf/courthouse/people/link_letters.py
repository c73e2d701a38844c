"""The letters about linking: to every address known, old and new, so that nothing happens unseen."""

from collections.abc import Iterable
from datetime import datetime

from openecf.courthouse.courts.models import Court
from openecf.foundation import addresses
from openecf.letters import writing

from . import said
from .models import CourtUser, NoticeAddress, Person

_LINKED = """\
{account} in {title} was linked to a PACER account.

  CM/ECF name:  {account}
  PACER name:   {pacer}
  When:         {when}
  Reference:    {reference}

The old CM/ECF login and password can no longer be used. Use the PACER account to e-file in this court.

If it was not you: call the court at once, {phone}, and say the reference {reference}. Only the court can
correct a link.
"""

_REMINDER = """\
Somebody signed in to {title} asked to link the CM/ECF account of {account} without its old login.

If it was you, open this page within 24 hours in a browser where you are signed in with the same PACER
account:

  {link}

The page works once, shows both names before anything is linked, and can do nothing else.

If it was not you: do nothing. Nobody can use this e-mail without the PACER account that asked. If it comes
again, call the court: {phone}.
"""

_LINKED_BEFORE = """\
Somebody signed in to {title} asked for the old CM/ECF login of {account}.

This account was linked to a PACER account before, so its old login and password can no longer be used. Sign
in with that PACER account. If you don't know which it is, or it was not you who asked, call the court:
{phone}.
"""

_CLOSED = """\
Somebody signed in to {title} asked for the old CM/ECF login of {account}.

The court has closed this account, so it can't be linked. If you have questions, call the court: {phone}.
"""

_ASKED = """\
{title} has a request, made by the PACER account of {pacer}, to link a CM/ECF account whose login and e-mail
address are lost.

  When:       {when}
  Reference:  {reference}

Two clerks look at it; you will get a letter when it is decided. If it was not you: call the court at once,
{phone}, and say the reference.
"""

_ADDRESS_CHANGED = """\
The court changed the e-mail address on the CM/ECF record of {account} in {title}, because the PACER account
of {pacer} asked for it.

  Old address:  {old}
  New address:  {new}
  When:         {when}
  Reference:    {reference}
  Reason:       {reason}

If it was not you: call the court at once, {phone}, and say the reference.
"""

_REFUSED = """\
{title} looked at the request of the PACER account of {pacer} to link a CM/ECF account, and refused it.

  When:       {when}
  Reference:  {reference}
  Reason:     {reason}

If you think this is wrong, call the court, {phone}, and say the reference.
"""


def known_to(account: CourtUser) -> tuple[str, ...]:
    """Return every address on an account's record."""
    notices = NoticeAddress.objects.filter(court_user=account).order_by("pk").values_list("email", flat=True)
    return each_once([account.email, *notices])


def linked(account: CourtUser, person: Person, mails: Iterable[str], reference: str, *, at: datetime) -> None:
    """Tell both sides that a link was made."""
    facts = {"account": account.name.full, "pacer": person.name.full, "reference": reference}
    _send(account.court, mails, "Your CM/ECF account was linked", _LINKED, facts, at=at)


def reminder(account: CourtUser, token: str, *, at: datetime) -> None:
    """Send the record's address the way through a forgotten login."""
    court = account.court
    link = addresses.url(addresses.court_base(court.pk, court.hosts), "court.link_reminder", token=token)
    facts = {"account": account.name.full, "link": link}
    _send(court, [account.email], "Link your CM/ECF account", _REMINDER, facts, at=at)


def nothing_to_link(account: CourtUser, *, at: datetime) -> None:
    """Tell the record's address why no link can be made with this account."""
    text = _CLOSED if account.state == CourtUser.State.CLOSED else _LINKED_BEFORE
    _send(
        account.court, [account.email], "Your old CM/ECF login", text, {"account": account.name.full}, at=at
    )


def asked_court(court: Court, person: Person, reference: str, *, at: datetime) -> None:
    """Tell the PACER address that the court has a request."""
    facts = {"pacer": person.name.full, "reference": reference}
    _send(court, [person.email], "The court has your request", _ASKED, facts, at=at)


def address_changed(
    account: CourtUser, person: Person, mails: Iterable[str], facts: dict[str, str], *, at: datetime
) -> None:
    """Tell every address that the record has a new one. `facts`: old, new, reference, reason."""
    facts = {**facts, "account": account.name.full, "pacer": person.name.full}
    _send(account.court, mails, "A new address on a CM/ECF record", _ADDRESS_CHANGED, facts, at=at)


def refused(
    court: Court, person: Person, mails: Iterable[str], facts: dict[str, str], *, at: datetime
) -> None:
    """Tell every address that a request was refused. `facts`: reference, reason."""
    facts = {**facts, "pacer": person.name.full}
    _send(court, mails, "The court refused a request to link", _REFUSED, facts, at=at)


def _send(court: Court, mails, subject: str, text: str, facts: dict[str, str], *, at: datetime) -> None:
    body = text.format(title=court.title, phone=court.phone, when=said.time(court, at), **facts)
    for mail in each_once(mails):
        writing.write(court.pk, court.email, mail, subject, body, at=at)


def each_once(mails: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses in order, each once, whatever its case."""
    return tuple({mail.casefold(): mail for mail in mails if mail}.values())
