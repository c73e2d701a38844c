"""Asking the court for a link, when the old login and the old address are both lost."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.references import digest, new_reference
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import comparing, link_letters, obstacles, roles
from .comparing import Comparison
from .finding import Account
from .models import LinkRequest, Person
from .viewer import Viewer


class AlreadyAsked(Refusal):
    """The court has a request of yours already. Wait for its e-mail, or call the court."""

    reference = ""


class SayMore(Refusal):
    """Say who you are: your old login, e-mail address or bar number, as far as you know them."""


@dataclass(frozen=True)
class Asker:
    """The PACER account that asked, as the clerk sees it."""

    person_id: int
    name: str
    username: str
    account_number: str
    kind: str
    holder: str
    email: str
    firm_name: str
    bar_number: str


@dataclass(frozen=True)
class Request:
    """A request to link, as the clerk sees it."""

    reference: str
    state: str
    made_at: datetime
    asker: Asker
    said_login: str
    said_email: str
    said_bar_number: str
    said: str
    account: Account | None
    proposal: str
    new_email: str
    proposed_by: str
    proposed_reason: str
    proposed_at: datetime | None
    proposal_mark: str  # who approves hands it back: another proposal meanwhile is not what was read
    decided_by: str
    decided_reason: str
    decided_at: datetime | None
    is_own_proposal: bool  # the viewer proposed it, so somebody else decides
    is_own_request: bool


def ask(
    viewer: Viewer, court: Court, *, login: str, email: str, bar_number: str, said: str, at: datetime
) -> str:
    """Ask the court's clerks to find the account; return the reference.

    Raises SignInFirst, what `obstacles` tells, SayMore, AlreadyAsked.
    """
    roles.require_signed_in(viewer)
    obstacles.require_none(viewer, court, at=at)
    if not (login.strip() or email.strip() or bar_number.strip() or said.strip()):
        raise SayMore
    person = Person.objects.get(pk=viewer.person_id)
    row = LinkRequest(
        reference=new_reference("REQ"),
        court=court,
        person=person,
        said_login=login.strip(),
        said_email=email.strip(),
        said_bar_number=bar_number.strip(),
        said=said.strip(),
        made_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            actor = viewer.account_number or viewer.username
            subject = f"person {person.pk}"
            trail.record(court.pk, actor, "people.link_asked", subject, reference=row.reference, at=at)
            link_letters.asked_court(court, person, row.reference, at=at)
    except IntegrityError as error:
        raise already_asked(viewer) from error
    return row.reference


def already_asked(viewer: Viewer) -> AlreadyAsked:
    """Return the refusal that says the reference of the request that waits."""
    reference = waiting(viewer)
    refusal = AlreadyAsked(f"The court has a request of yours already. Its reference is {reference}.")
    refusal.reference = reference
    return refusal


def waiting(viewer: Viewer) -> str:
    """Return the reference of this person's request that is not decided, or ""."""
    rows = LinkRequest.objects.filter(person=viewer.person_id, state__in=["open", "proposed"])
    return rows.values_list("reference", flat=True).first() or ""


def open_requests(viewer: Viewer, court: Court) -> list[Request]:
    """Return what waits for a clerk of this court, the oldest first. Raises NotYours."""
    roles.require_staff(viewer, court)
    rows = _rows(court).filter(state__in=["open", "proposed"]).order_by("made_at", "pk")
    return [_request(row, viewer) for row in rows[:200]]


def request(viewer: Viewer, court: Court, reference: str) -> Request:
    """Return one request. Raises NotYours, NoSuchRecord."""
    roles.require_staff(viewer, court)
    return _request(row_of(court, reference), viewer)


def compare(viewer: Viewer, court: Court, reference: str, number: int) -> Comparison:
    """Set a filing account beside who asked. Raises NotYours, NoSuchRecord."""
    roles.require_staff(viewer, court)
    return comparing.beside(row_of(court, reference).person, court, number)


def row_of(court: Court, reference: str) -> LinkRequest:
    """Return the row of a request of this court. Raises NoSuchRecord."""
    row = _rows(court).filter(reference=reference.strip().upper()).first()
    if row is None:
        raise NoSuchRecord
    return row


def mark_of(row: LinkRequest) -> str:
    """Return what stands for the proposal as it is now; "" when there is none."""
    if row.proposed_at is None:
        return ""
    what = (row.court_user_id, row.proposal, row.new_email, row.proposed_by_id, row.proposed_reason)
    return digest(f"{row.proposed_at.isoformat()} {what!r}")[:32]


def _rows(court: Court):
    related = ("person", "court", "court_user__court", "court_user__person", "proposed_by", "decided_by")
    return LinkRequest.objects.filter(court=court).select_related(*related)


def _request(row: LinkRequest, viewer: Viewer) -> Request:
    copied = (
        *("reference", "state", "made_at", "said_login", "said_email", "said_bar_number", "said", "proposal"),
        *("new_email", "proposed_reason", "proposed_at", "decided_reason", "decided_at"),
    )
    return Request(
        asker=asker(row.person),
        account=Account.of(row.court_user) if row.court_user else None,
        proposal_mark=mark_of(row),
        proposed_by=row.proposed_by.name.full if row.proposed_by else "",
        decided_by=row.decided_by.name.full if row.decided_by else "",
        is_own_proposal=row.proposed_by_id == viewer.court_user_id,
        is_own_request=row.person_id == viewer.person_id,
        **{name: getattr(row, name) for name in copied},
    )


def asker(person: Person) -> Asker:
    """Return a PACER account as the clerk sees it."""
    copied = ("username", "account_number", "kind", "holder", "email", "firm_name", "bar_number")
    return Asker(
        person_id=person.pk, name=person.name.full, **{name: getattr(person, name) for name in copied}
    )
