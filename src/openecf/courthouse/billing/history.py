"""What somebody was charged here: single receipts, the billing history, and the quarter's meter."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Sum

from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.quarters import quarter_of
from openecf.foundation.refusals import NoSuchRecord
from openecf.questions import Question

from . import pricing
from .models import Charge
from .models import Meter as MeterRow


class NoSuchReceipt(NoSuchRecord):
    """There is no such receipt of yours in this court."""


@dataclass(frozen=True)
class Receipt:
    """One charge, as its receipt says it; `report` and `request` are enough to show what it bought again."""

    number: str
    at: datetime
    client_code: str
    description: str
    criteria: str
    pages: int
    cents: int
    free_because: str
    report: str
    request: dict[str, object]


@dataclass(frozen=True)
class Total:
    """What one client code adds up to; the empty code stands for charges without one."""

    client_code: str
    pages: int
    cents: int


@dataclass(frozen=True)
class History:
    """Receipts of a stretch of days, with their totals."""

    receipts: tuple[Receipt, ...]
    by_client_code: tuple[Total, ...]
    pages: int
    cents: int


@dataclass(frozen=True)
class Meter:
    """A person's quarter so far: in this court, in all courts as the center last said, and the waiver."""

    quarter: str
    here_cents: int
    everywhere_cents: int
    waived_cents: int
    due_cents: int  # if the quarter ended now


def receipt(viewer: Viewer, number: str) -> Receipt:
    """Return one receipt of the viewer's own. Raises NoSuchReceipt."""
    rows = _RECEIPT.ask(number=number, person=viewer.person_id) if viewer.signed_in else ()
    if not rows:
        raise NoSuchReceipt
    return Receipt(*rows[0])


def bought(viewer: Viewer, content_hash: str) -> Receipt | None:
    """Return the viewer's last receipt for exactly this content, or None."""
    own = Charge.objects.filter(
        person=viewer.person_id, quote__content_hash=content_hash, quote__person=viewer.person_id
    )
    row = _receipts(own.order_by("-pk")).first()
    return Receipt(*row) if row else None


def charges(
    viewer: Viewer, first: date, last: date, *, zone: str, client_code: str = "", sort: str = "date"
) -> History:
    """Return the viewer's receipts of these days, court time: by `date`, or by `client_code` and date."""
    start = datetime.combine(first, time(), ZoneInfo(zone))
    end = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(zone))
    rows = Charge.objects.filter(person=viewer.person_id, at__gte=start, at__lt=end)
    if client_code:
        rows = rows.filter(client_code=client_code)
    order = ("client_code", "at", "pk") if sort == "client_code" else ("at", "pk")
    found = tuple(Receipt(*row) for row in _receipts(rows.order_by(*order)))
    return History(found, _totals(found), sum(one.pages for one in found), sum(one.cents for one in found))


def client_codes(viewer: Viewer) -> list[str]:
    """Return the client codes the viewer ever used here."""
    codes = Charge.objects.filter(person=viewer.person_id).exclude(client_code="")
    return list(codes.order_by("client_code").values_list("client_code", flat=True).distinct())


def meter(viewer: Viewer, *, at: datetime) -> Meter:
    """Return the viewer's quarter. What was not yet reported to the center is added to what it last said."""
    quarter = quarter_of(at)
    own = Charge.objects.filter(person=viewer.person_id, quarter=quarter)
    here = _cents(own)
    said = MeterRow.objects.filter(person=viewer.person_id, quarter=quarter).first()
    everywhere = here if said is None else max(here, said.cents_everywhere + _cents(own.exclude(due_at=None)))
    return Meter(quarter, here, everywhere, pricing.waived_cents(at=at), pricing.due(everywhere, at=at))


def _receipts(rows: QuerySet) -> QuerySet:
    return rows.values_list(
        "receipt",
        "at",
        "client_code",
        "description",
        "criteria",
        "pages",
        "cents",
        "free_because",
        "quote__report",
        "quote__request",
    )


def _receipt(number: str, person: int) -> QuerySet:
    return _receipts(Charge.objects.filter(receipt=number, person=person))


_RECEIPT = Question(_receipt, number=str, person=int)


def _totals(found: tuple[Receipt, ...]) -> tuple[Total, ...]:
    ordered = groupby(sorted(found, key=_code), key=_code)
    return tuple(_total(code, list(receipts)) for code, receipts in ordered)


def _code(receipt: Receipt) -> str:
    return receipt.client_code


def _total(code: str, receipts: list[Receipt]) -> Total:
    return Total(code, sum(one.pages for one in receipts), sum(one.cents for one in receipts))


def _cents(rows: QuerySet) -> int:
    return rows.aggregate(sum=Sum("cents"))["sum"] or 0
