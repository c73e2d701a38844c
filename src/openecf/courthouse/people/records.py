"""The clerk's view of filing accounts: finding any of this court, and one with all that is known of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from openecf.audit import trail
from openecf.courthouse.courts.models import Court

from . import closing, corrections, failing, grants, roles
from .models import CourtUser, Grant, NoticeAddress, Person
from .viewer import STAFF, Viewer

_MOST = 50
_AS_FAR_BACK = timedelta(days=3653)
_FIELDS = ("login", "first_name", "last_name", "email", "bar_number", "firm_name")
_OF_PERSON = ("person__username", "person__account_number", "person__last_name", "person__email")


@dataclass(frozen=True)
class Holder:
    """The PACER account an account is linked to."""

    name: str
    username: str
    account_number: str
    email: str
    linked_at: datetime | None
    reference: str


@dataclass(frozen=True)
class Record:
    """One account of this court."""

    number: int
    name: str
    login: str
    role: str
    state: str  # legacy, active, closed
    firm_name: str
    bar_number: str
    email: str
    phone: str
    address: str
    made_at: datetime
    holder: Holder | None
    is_staff: bool

    @property
    def state_words(self) -> str:
        """How the account stands."""
        if self.state == CourtUser.State.CLOSED:
            return "disabled"
        return "linked" if self.holder else "waits to be linked"


@dataclass(frozen=True)
class Whole:
    """A record with what hangs on it."""

    record: Record
    notice_emails: tuple[str, ...]
    agents: tuple[grants.Granted, ...]  # who acts for it, or for whom it acts
    corrections: tuple[corrections.Proposal, ...]
    merged: tuple[Record, ...]  # those that went into it
    lines: tuple[trail.Line, ...]


def find(viewer: Viewer, court: Court, text: str) -> list[Record]:
    """Return accounts of this court that have all these words, by name. Raises NotYours."""
    roles.require_staff(viewer, court)
    words = text.split()[:8]
    if not words:
        return []
    found = CourtUser.objects.filter(court=court)
    for word in words:
        wanted = Q(pk=int(word)) if word.isdecimal() and len(word) < 10 else Q()
        for field in (*_FIELDS, *_OF_PERSON):
            wanted |= Q(**{f"{field}__icontains": word})
        found = found.filter(wanted)
    rows = found.select_related("person").order_by("last_name", "first_name", "pk")
    return [_record(row) for row in rows[:_MOST]]


def whole(viewer: Viewer, court: Court, number: int, *, at: datetime) -> Whole:
    """Return one account with everything known of it. Raises NotYours, NoSuchAccount."""
    roles.require_staff(viewer, court)
    row = CourtUser.objects.filter(court=court, pk=number).select_related("person").first()
    if row is None:
        raise closing.NoSuchAccount
    merged = corrections.merged_into(row.pk)
    subjects = [failing.subject_of(row), *(f"court user {each}" for each in merged)]
    both = Grant.objects.filter(Q(principal=row) | Q(agent=row)).select_related("principal__court", "agent")
    return Whole(
        record=_record(row),
        notice_emails=tuple(
            NoticeAddress.objects.filter(court_user=row).order_by("pk").values_list("email", flat=True)
        ),
        agents=tuple(grants.granted(each, at=at) for each in both.order_by("-made_at", "-pk")[:_MOST]),
        corrections=tuple(corrections.of_account(viewer, court, row.pk)),
        merged=tuple(_record(each) for each in CourtUser.objects.filter(pk__in=merged).order_by("pk")),
        lines=tuple(trail.lines_about(court.pk, subjects, since=at - _AS_FAR_BACK)),
    )


def _record(row: CourtUser) -> Record:
    copied = ("state", "firm_name", "bar_number", "email", "phone", "address", "made_at")
    person = getattr(row, "person", None)
    return Record(
        number=row.pk,
        name=row.name.full,
        login=row.login or "",
        role=row.get_role_display().replace("Us ", "U.S. "),
        holder=_holder(person) if person else None,
        is_staff=row.role in STAFF,
        **{name: getattr(row, name) for name in copied},
    )


def _holder(person: Person) -> Holder:
    return Holder(
        name=person.name.full,
        username=person.username,
        account_number=person.account_number,
        email=person.email,
        linked_at=person.linked_at,
        reference=person.link_reference,
    )
