"""What waits for the clerk from the center: registrations to file and changes, as the clerk sees them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from openecf.courthouse.courts.models import Court
from openecf.foundation.names import folded
from openecf.foundation.references import digest
from openecf.foundation.refusals import NoSuchRecord

from . import comparing, obstacles, requests, roles
from .comparing import Comparison
from .finding import Account
from .models import CourtUser, NoticeAddress, Registration
from .requests import Asker
from .viewer import Viewer

_MOST = 20
WAITING = ("open", "proposed")


@dataclass(frozen=True)
class Possible:
    """A filing account that may be the registrant's own, and what speaks for it."""

    account: Account
    alike: tuple[str, ...]  # name, bar number, e-mail
    may_be_linked: bool  # it waits to be linked; else it is somebody's, or closed


@dataclass(frozen=True)
class Asked:
    """A registration or a change, as the clerk sees it."""

    reference: str
    kind: str  # register, person, address, noticing, withdraw
    role: str
    state: str
    made_at: datetime
    asker: Asker
    facts: Mapping[str, str]
    now: Mapping[str, str]  # the court's own record of the same, for changes
    account: Account | None  # proposed, or made
    proposed_by: str
    proposed_reason: str
    proposed_at: datetime | None
    mark: str  # who decides hands it back: another proposal meanwhile is not what was read
    decided_by: str
    decided_reason: str
    decided_at: datetime | None
    is_own_proposal: bool
    is_own: bool
    obstacle: str  # why it can't be approved now, or ""


def waiting(viewer: Viewer, court: Court) -> list[Asked]:
    """Return what waits for a clerk of this court, the oldest first. Raises NotYours."""
    roles.require_staff(viewer, court)
    rows = _rows(court).filter(state__in=WAITING).order_by("made_at", "pk")
    return [_asked(row, viewer, at=None) for row in rows[:200]]


def own(viewer: Viewer) -> str:
    """Return the reference of the viewer's registration to file that waits for the clerk, or ""."""
    rows = Registration.objects.filter(person=viewer.person_id, kind="register", state__in=WAITING)
    return rows.values_list("reference", flat=True).first() or ""


def decided(viewer: Viewer, court: Court, *, most: int = 50) -> list[Asked]:
    """Return what was decided last, the latest first. Raises NotYours."""
    roles.require_staff(viewer, court)
    rows = _rows(court).exclude(state__in=WAITING).order_by("-decided_at", "-pk")
    return [_asked(row, viewer, at=None) for row in rows[:most]]


def asked(viewer: Viewer, court: Court, reference: str, *, at: datetime) -> Asked:
    """Return one of them. Raises NotYours, NoSuchRecord."""
    roles.require_staff(viewer, court)
    return _asked(row_of(court, reference), viewer, at=at)


def possible(viewer: Viewer, court: Court, reference: str) -> list[Possible]:
    """Return accounts of this court that may be the registrant's: by name, bar number, e-mail address.

    Those with most in common come first. Raises NotYours, NoSuchRecord.
    """
    roles.require_staff(viewer, court)
    return possible_of(row_of(court, reference))


def possible_of(row: Registration) -> list[Possible]:
    """Return the accounts that may be the person's of a registration."""
    if row.kind != "register":
        return []
    names = {folded(text) for text in (row.facts.get("last_name", ""), row.person.last_name) if text}
    mails = {mail.casefold() for mail in (row.facts.get("email", ""), row.person.email) if mail}
    bar = _digits(row.facts.get("bar_number", "") or row.person.bar_number)
    found = _alike(row, mails, bar)
    noticed = _noticed(found, mails)
    listed = [_possible(account, names, mails, bar, account.pk in noticed) for account in found]
    listed = [one for one in listed if one.alike]
    return sorted(listed, key=lambda one: (-len(one.alike), one.account.name, one.account.number))[:_MOST]


def compare(viewer: Viewer, court: Court, reference: str, number: int) -> Comparison:
    """Set a filing account beside who registers. Raises NotYours, NoSuchRecord."""
    roles.require_staff(viewer, court)
    return comparing.beside(row_of(court, reference).person, court, number)


def row_of(court: Court, reference: str) -> Registration:
    """Return the row of one of this court. Raises NoSuchRecord."""
    row = _rows(court).filter(reference=reference.strip().upper()).first()
    if row is None:
        raise NoSuchRecord
    return row


def mark_of(row: Registration) -> str:
    """Return what stands for the row as it is now, proposal and all."""
    what = (row.state, row.court_user_id, row.proposed_by_id, row.proposed_at, row.proposed_reason)
    return digest(f"{row.pk} {what!r}")[:32]


def _rows(court: Court):
    related = ("court", "person__court_user__court", "court_user__person", "proposed_by", "decided_by")
    return Registration.objects.filter(court=court).select_related(*related)


def _asked(row: Registration, viewer: Viewer, *, at: datetime | None) -> Asked:
    copied = (
        *("reference", "kind", "role", "state", "made_at", "facts", "proposed_reason", "proposed_at"),
        *("decided_reason", "decided_at"),
    )
    return Asked(
        asker=requests.asker(row.person),
        now=_now(row),
        account=Account.of(row.court_user) if row.court_user else None,
        mark=mark_of(row),
        proposed_by=row.proposed_by.name.full if row.proposed_by else "",
        decided_by=row.decided_by.name.full if row.decided_by else "",
        is_own_proposal=row.proposed_by_id is not None and row.proposed_by_id == viewer.court_user_id,
        is_own=row.person_id == viewer.person_id,
        obstacle=_obstacle(row, at=at) if at and row.state in WAITING else "",
        **{name: getattr(row, name) for name in copied},
    )


def _obstacle(row: Registration, *, at: datetime) -> str:
    if row.kind == "register":
        no = obstacles.of_person(row.person, row.court, at=at)
        return no.sentence if no else ""
    account = row.person.court_user
    active = account is not None and account.state == CourtUser.State.ACTIVE
    return "" if active else "This person has no active filing account in this court."


def _now(row: Registration) -> dict[str, str]:
    """Return the court's own record, for what is to be changed in it."""
    account = row.person.court_user
    if row.kind == "register" or account is None:
        return {}
    fields = ("first_name", "middle_name", "last_name", "suffix", "firm_name", "address", "phone", "email")
    return {name: getattr(account, name) for name in fields}


def _alike(row: Registration, mails: set[str], bar: str) -> list[CourtUser]:
    """Return who may be alike, more than enough: accents and punctuation are looked at afterwards."""
    wanted = Q()
    for first in {name[:1] for name in (row.facts.get("last_name", ""), row.person.last_name) if name}:
        wanted |= Q(last_name__istartswith=first)
    for mail in mails:
        wanted |= Q(email__iexact=mail) | Q(noticeaddress__email__iexact=mail)
    if bar:
        wanted |= Q(bar_number__icontains=bar)
    rows = CourtUser.objects.filter(wanted, court=row.court).exclude(role__in=["clerk", "judge"])
    return list(rows.exclude(person=row.person).select_related("person").distinct())


def _noticed(accounts: list[CourtUser], mails: set[str]) -> set[int]:
    rows = NoticeAddress.objects.filter(court_user__in=accounts).values_list("court_user_id", "email")
    return {pk for pk, email in rows if email.casefold() in mails}


def _possible(account: CourtUser, names: set[str], mails: set[str], bar: str, is_noticed: bool) -> Possible:
    same = {
        "name": folded(account.last_name) in names,
        "bar number": bool(bar) and _digits(account.bar_number) == bar,
        "e-mail": account.email.casefold() in mails or is_noticed,
    }
    alike = tuple(word for word, yes in same.items() if yes)
    return Possible(Account.of(account), alike, account.state == CourtUser.State.LEGACY)


def _digits(bar_number: str) -> str:
    """Return the number itself without a state's letters before it; "" when it says too little."""
    digits = re.sub(r"\D", "", bar_number)
    return digits.lstrip("0") if len(digits) > 3 else ""
