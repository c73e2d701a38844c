"""Who is served with a filing: by e-mail wherever the court has an address, else on paper by the filer.

Attorneys and trustees are served for the parties they act for; a party nobody acts for is served itself. The
list of creditors is not served with each filing; `listed_creditors` gives it for labels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from openecf.courthouse.cases import service_list
from openecf.courthouse.cases.models import Case, Creditor
from openecf.courthouse.cases.service_list import Line
from openecf.courthouse.people.models import CourtUser, Grant
from openecf.foundation import names

_TRUSTEES = (CourtUser.Role.TRUSTEE, CourtUser.Role.US_TRUSTEE)
_STAFF = (CourtUser.Role.CLERK, CourtUser.Role.JUDGE)
_LONGEST = 250  # signs of a name, as stored


@dataclass(frozen=True)
class Recipient:
    """One address a notice goes to. Without an e-mail address it is paper for the postal address."""

    name: str
    on_behalf_of: str = ""  # "Debtor Jane Doe"
    email: str = ""
    format: str = "html"  # html, text
    frequency: str = "each"  # each, daily
    postal: str = ""
    court_user_id: int | None = None

    @property
    def label(self) -> str:
        """How notices list it: `Ann Ray on behalf of Debtor Jane Doe`."""
        return f"{self.name} on behalf of {self.on_behalf_of}" if self.on_behalf_of else self.name


@dataclass(frozen=True)
class Service:
    """Everybody who is served: an electronic recipient for each e-mail address, none of them twice."""

    electronic: tuple[Recipient, ...] = ()
    paper: tuple[Recipient, ...] = ()


@dataclass(frozen=True)
class _Mail:
    """Where and how somebody is mailed."""

    email: str
    format: str = "html"
    frequency: str = "each"


@dataclass(frozen=True)
class _Acting:
    """Somebody to be served, with the addresses mails go to."""

    name: str
    on_behalf_of: str
    postal: str
    mails: tuple[_Mail, ...]
    court_user_id: int | None = None
    is_filer: bool = False  # served by e-mail only


def who_is_served(
    case: Case, *, filer: CourtUser | None = None, lines: Sequence[Line] | None = None, at: datetime
) -> Service:
    """Return who is served in a case, a filer who is not of the court's staff too.

    Filing agents get what goes to their principals, where these say so, while the grant holds.
    One query, whatever the size of the case, unless its lines were read before; another for a filer who does
    not act in it.
    """
    lines = service_list.lines(case, at=at) if lines is None else lines
    everybody = [*_for_parties(lines), *_alone(lines)]
    outside = filer is not None and filer.pk not in {one.court_user_id for one in everybody}
    if outside and filer.role not in _STAFF:
        everybody.append(_from_outside(filer, at=at))
    return _addressed(everybody)


def listed_creditors(case: Case) -> tuple[Recipient, ...]:
    """Return the list of creditors, for mailing labels."""
    rows = Creditor.objects.filter(case=case).order_by("name", "pk")
    return tuple(Recipient(name=row.name, postal=row.address) for row in rows)


def _for_parties(lines: Iterable[Line]) -> list[_Acting]:
    """One row for each person who acts, with all they act for."""
    by_person: dict[int, list[Line]] = {}
    for line in lines:
        if line.court_user_id is not None:
            by_person.setdefault(line.court_user_id, []).append(line)
    return [_acting(mine) for mine in by_person.values()]


def _acting(lines: list[Line]) -> _Acting:
    first, name = lines[0], _name(lines[0])
    behalf = dict.fromkeys(
        (line.party_id, f"{line.party_role} {line.party_name}")
        for line in lines
        if not _acts_for_himself(line, name)
    )
    listed = dict.fromkeys(
        _Mail(line.notice_email, line.notice_format, line.notice_frequency)
        for line in lines
        if line.notice_email
    )
    own = [_Mail(first.email)] if first.email else []
    agents = dict.fromkeys(
        _Mail(line.agent_email, line.agent_format, line.agent_frequency) for line in lines if line.agent_email
    )
    mails = () if first.state == CourtUser.State.CLOSED else (*(listed or own), *agents)
    return _Acting(name, ", ".join(label for _, label in behalf), first.address, mails, first.court_user_id)


def _name(line: Line) -> str:
    return names.PersonName(line.first_name, line.middle_name, line.last_name, line.suffix).full


def _acts_for_himself(line: Line, name: str) -> bool:
    in_office = line.role in _TRUSTEES and "Trustee" in line.party_role
    return in_office or names.same(line.party_name, name)


def _alone(lines: Iterable[Line]) -> list[_Acting]:
    """The parties nobody acts for."""
    return [
        _Acting(
            line.party_name,
            "",
            line.party_address,
            (_Mail(line.party_email),) if line.party_email else (),
        )
        for line in lines
        if line.court_user_id is None
    ]


def _from_outside(filer: CourtUser, *, at: datetime) -> _Acting:
    mails = () if filer.state == CourtUser.State.CLOSED else tuple(_addresses(filer, at=at))
    return _Acting(filer.name.full, "", "", mails, filer.pk, is_filer=True)


def _addresses(filer: CourtUser, *, at: datetime):
    """Yield where a filer is mailed, then where the agents are who get his notices."""
    holds = Q(ended_at=None) & (Q(ends_at=None) | Q(ends_at__gt=at))
    leave = Grant.objects.filter(holds, principal=filer, gets_notices=True, agent__state="active")
    rows = CourtUser.objects.filter(Q(pk=filer.pk) | Q(pk__in=leave.values("agent")))
    rows = rows.order_by("-noticeaddress__primary", "noticeaddress__pk", "pk")
    how = ("noticeaddress__email", "noticeaddress__format", "noticeaddress__frequency")
    found = list(rows.values_list("pk", "email", *how))
    for _, own, *listed in sorted(found, key=lambda row: row[0] != filer.pk):
        if listed[0] or own:
            yield _Mail(*listed) if listed[0] else _Mail(own)


def _addressed(everybody: Iterable[_Acting]) -> Service:
    electronic: dict[str, Recipient] = {}
    paper: list[Recipient] = []
    for one in everybody:
        if not one.mails and not one.is_filer:
            paper.append(_recipient(one, _Mail(""), postal=one.postal))
        for mail in one.mails:
            served = _recipient(one, mail)
            there = electronic.setdefault(mail.email.casefold(), served)
            electronic[mail.email.casefold()] = _together(there, served)
    return Service(tuple(electronic.values()), tuple(paper))


def _recipient(one: _Acting, mail: _Mail, *, postal: str = "") -> Recipient:
    return Recipient(
        name=one.name[:_LONGEST],
        on_behalf_of=one.on_behalf_of[:_LONGEST],
        email=mail.email,
        format=mail.format,
        frequency=mail.frequency,
        postal=postal,
        court_user_id=one.court_user_id,
    )


def _together(there: Recipient, other: Recipient) -> Recipient:
    """Two people who share an address get one mail that names both, at once if one of them wants it so."""
    known = there.name.split("; ")
    names_shown = there.name if other.name in known else f"{there.name}; {other.name}"
    behalf = ", ".join(dict.fromkeys(part for part in (there.on_behalf_of, other.on_behalf_of) if part))
    return Recipient(
        name=names_shown[:_LONGEST],
        on_behalf_of=behalf[:_LONGEST],
        email=there.email,
        format=there.format,
        frequency="daily" if there.frequency == other.frequency == "daily" else "each",
        court_user_id=there.court_user_id or other.court_user_id,
    )
