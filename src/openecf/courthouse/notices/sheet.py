"""What a notice says: one sheet of ready words, for the page and for both kinds of mail."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from openecf.courthouse.cases import numbers, visibility
from openecf.courthouse.docket import events, text
from openecf.courthouse.docket.models import DocketEntry, EntryDocument
from openecf.courthouse.people import roles
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation import names
from openecf.foundation.refusals import NoSuchRecord

from . import stamps
from .models import Delivery, Notice
from .stamps import Stamp

NOTE_TITLE = "***NOTE TO PUBLIC ACCESS USERS***"
NOTE = (
    "Judicial Conference of the United States policy permits attorneys of record and parties in a case "
    "(including pro se litigants) to receive one free electronic copy of all documents filed electronically, "
    "if receipt is required by law or directed by the filer. PACER access fees apply to all other users. To "
    "avoid later charges, download a copy of each document during this first viewing. However, if the "
    "referenced document is a transcript, the free copy and 30-page limit do not apply."
)


class NoSuchNotice(NoSuchRecord):
    """There is no such notice in this court."""


@dataclass(frozen=True)
class PaperOfNotice:
    """A document of the entry, with its stamp."""

    doc_id: str
    part: int
    description: str
    filename: str
    stamp: Stamp


@dataclass(frozen=True)
class Address:
    """One e-mail address of somebody who is served, and how the delivery stands."""

    email: str
    state: str  # due, sent, undelivered
    sent_at: datetime | None
    failure: str


@dataclass(frozen=True)
class Served:
    """Somebody who is served: at e-mail addresses, or on paper."""

    label: str  # "Ann Ray on behalf of Debtor Jane Doe"
    addresses: tuple[Address, ...] = ()
    postal: tuple[str, ...] = ()

    @property
    def emails(self) -> str:
        """The addresses as notices list them: `a@example.org, b@example.org`."""
        return ", ".join(one.email for one in self.addresses)


@dataclass(frozen=True)
class NoticeSheet:
    """A notice, ready to be written down."""

    public_id: str
    subject: str
    court_name: str
    district: str
    heading: str
    received: str
    case_title: str
    case_number: str
    case_short: str
    caseid: int
    closed_date: date | None
    number: int | None
    position: int
    docket_text: str
    papers: tuple[PaperOfNotice, ...]
    mailed: tuple[Served, ...]
    not_mailed: tuple[Served, ...]
    look_until: date
    look_once: bool

    @property
    def closed(self) -> str:
        """The warning of a closed case; empty while it is open."""
        return f"WARNING: CASE CLOSED on {self.closed_date:%m/%d/%Y}" if self.closed_date else ""

    @property
    def main_doc_id(self) -> str:
        """The id of the main document; empty for an entry of text only."""
        return self.papers[0].doc_id if self.papers else ""


def sheet_for(viewer: Viewer, public_id: str) -> NoticeSheet:
    """Return a notice of the viewer's court. Raises SignInFirst, NoSuchNotice.

    E-mail addresses are whole only for those who file or work here; what a mail server said only for the
    filer and the court's staff.
    """
    roles.require_signed_in(viewer)
    seen = visibility.visible_cases(viewer)
    found = with_its_entry(Notice.objects.filter(public_id=public_id, entry__case__in=seen)).first()
    if found is None:
        raise NoSuchNotice
    is_filers = viewer.linked and viewer.court_user_id == found.entry.entered_by_id
    whole = sheet(found)
    mailed = [
        replace(one, addresses=tuple(_seen(each, viewer, is_filers) for each in one.addresses))
        for one in whole.mailed
    ]
    return replace(whole, mailed=tuple(mailed))


def _seen(one: Address, viewer: Viewer, is_filers: bool) -> Address:
    email = one.email if viewer.linked else names.masked_email(one.email)
    failure = one.failure if viewer.is_staff or is_filers else ""
    return replace(one, email=email, failure=failure)


def sheet(notice: Notice) -> NoticeSheet:
    """Write a notice down. Two queries, when its entry, case and court were read with it."""
    entry = notice.entry
    case, court = entry.case, entry.case.court
    deliveries = list(Delivery.objects.filter(notice=notice).order_by("pk"))
    made_date = notice.made_at.astimezone(ZoneInfo(court.timezone)).date()
    return NoticeSheet(
        public_id=notice.public_id,
        subject=one_line(notice.subject),
        court_name=court.name,
        district=court.district,
        heading=_heading(entry),
        received=_received(entry),
        case_title=one_line(case.title),
        case_number=numbers.display(case),
        case_short=numbers.short(case),
        caseid=case.pk,
        closed_date=case.closed_date,
        number=entry.number,
        position=entry.position,
        docket_text=one_line(text.without_entered(entry.text)),
        papers=_papers(entry),
        mailed=_mailed(row for row in deliveries if row.email),
        not_mailed=tuple(_on_paper(row) for row in deliveries if not row.email),
        look_until=made_date + timedelta(days=court.free_look_days),
        look_once=court.free_look_once,
    )


def with_its_entry(queryset, path: str = ""):
    """Read what a sheet needs together with rows that lead to a notice."""
    return queryset.select_related(*(path + name for name in ("entry__case__court", "entry__entered_by")))


def us_day(value: date) -> str:
    """Write a day as notices do: `11/24/2026`, `1/5/2027`."""
    return f"{value.month}/{value.day}/{value.year}"


def one_line(words: str) -> str:
    """Return words without line breaks and control signs, so that no name can pass for a line of its own."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _heading(entry: DocketEntry) -> str:
    event = events.catalog().get(entry.event)
    opens_case = event is not None and event.category == "petition" and entry.position == 1
    return "Notice of Bankruptcy Case Filing" if opens_case else "Notice of Electronic Filing"


def _received(entry: DocketEntry) -> str:
    filer = entry.entered_by.name.full if entry.entered_by else ""
    local = entry.entered_at.astimezone(ZoneInfo(entry.case.court.timezone))
    hour = f"{local.hour % 12 or 12}:{local:%M %p %Z}"
    return (
        f"The following transaction was received from {one_line(filer or entry.signature)} entered on "
        f"{us_day(local.date())} at {hour} and filed on {us_day(entry.filed_date)}"
    )


def _papers(entry: DocketEntry) -> tuple[PaperOfNotice, ...]:
    rows = EntryDocument.objects.filter(entry=entry).select_related("document").order_by("part")
    found = []
    for row in rows:
        row.entry = entry
        description = one_line(row.description) if row.part else "Main Document"
        filename = one_line(row.document.filename)
        found.append(PaperOfNotice(row.doc_id, row.part, description, filename, stamps.stamp(row)))
    return tuple(found)


def _mailed(rows: Iterable[Delivery]) -> tuple[Served, ...]:
    """One block for each person, with all of that person's addresses."""
    blocks: dict[tuple[int | None, str], list[Delivery]] = {}
    for row in rows:
        blocks.setdefault((row.court_user_id, _label(row)), []).append(row)
    return tuple(
        Served(label, tuple(Address(row.email, row.state, row.sent_at, row.failure) for row in block))
        for (_, label), block in blocks.items()
    )


def _on_paper(row: Delivery) -> Served:
    lines = [one_line(line) for line in row.postal.splitlines()]
    return Served(_label(row), postal=tuple(line for line in lines if line))


def _label(row: Delivery) -> str:
    return one_line(f"{row.name} on behalf of {row.on_behalf_of}" if row.on_behalf_of else row.name)
