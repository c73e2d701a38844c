"""Quotes made and charges taken. Only the counter (access.counter) comes here.

A quote is an exact price somebody was shown; it is charged at most once, however often the answer is sent.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from openecf.audit import trail
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.quarters import quarter_of
from openecf.foundation.references import new_public_id, new_reference
from openecf.foundation.refusals import NoSuchRecord

from . import history, pricing
from .history import Receipt
from .models import Charge, Quote
from .offers import Offer, PriceNoLongerHolds

GOOD_FOR = timedelta(hours=1)


class PriceExpired(PriceNoLongerHolds):
    """The price was shown more than an hour ago. Please look at it again; nothing was charged."""


class NoSuchQuote(NoSuchRecord):
    """There is no such price. Ask for the report again; nothing was charged."""


@dataclass(frozen=True)
class Priced:
    """An offer with the exact price that was written down for it."""

    id: str
    report: str
    description: str
    criteria: str
    request: dict[str, object]
    content_hash: str
    pages: int  # billed, after the cap
    cents: int
    free_because: str
    expires_at: datetime
    receipt: str  # empty until it was charged


def make_quote(viewer: Viewer, offer: Offer, *, at: datetime) -> Priced:
    """Write down the price of an offer; one that still holds for the same content is given again."""
    pages = pricing.billable(offer.pages, offer.report, at=at)
    cents = 0 if offer.free_because else pricing.price(offer.pages, offer.report, at=at)
    same = Quote.objects.filter(
        person=viewer.person_id,
        content_hash=offer.content_hash,
        report=offer.report,
        cents=cents,
        charge=None,
        expires_at__gt=at + GOOD_FOR / 2,
    )
    return _priced(same.order_by("pk").last() or _written(viewer, offer, pages, cents, at=at))


def quote(viewer: Viewer, quote_id: str) -> Priced:
    """Return a price that was shown to this person. Raises NoSuchQuote."""
    found = Quote.objects.filter(public_id=quote_id, person=viewer.person_id).select_related("charge").first()
    if found is None or viewer.person_id is None:
        raise NoSuchQuote
    return _priced(found)


def charge(viewer: Viewer, quote_id: str, *, client_code: str, at: datetime) -> Receipt:
    """Charge a quote once; sent again it gives the same receipt. Raises NoSuchQuote, PriceExpired."""
    found = Quote.objects.filter(public_id=quote_id, person=viewer.person_id).select_related("charge").first()
    if found is None:
        raise NoSuchQuote
    if not hasattr(found, "charge") and found.expires_at < at:
        raise PriceExpired
    with transaction.atomic():
        row, made = Charge.objects.get_or_create(quote=found, defaults=_columns(found, client_code, at=at))
        if made:
            _on_the_trail(viewer, row, at=at)
    return history.receipt(viewer, row.receipt)


def _columns(found: Quote, client_code: str, *, at: datetime) -> dict[str, object]:
    return {
        "receipt": new_reference("R"),
        "court_id": found.court_id,
        "person_id": found.person_id,
        "at": at,
        "quarter": quarter_of(at),
        "client_code": client_code,
        "description": found.description,
        "criteria": found.criteria,
        "pages": found.pages,
        "cents": found.cents,
        "free_because": found.free_because,
        "due_at": at if found.cents else None,
    }


def _on_the_trail(viewer: Viewer, row: Charge, *, at: datetime) -> None:
    trail.record(
        row.court_id,
        viewer.account_number or viewer.username,
        "billing.charged",
        f"{row.description} {row.criteria}"[:200],
        detail={"pages": row.pages, "cents": row.cents, "client_code": row.client_code},
        reference=row.receipt,
        at=at,
    )


def _written(viewer: Viewer, offer: Offer, pages: int, cents: int, *, at: datetime) -> Quote:
    return Quote.objects.create(
        public_id=new_public_id(),
        court_id=viewer.court_id,
        person_id=viewer.person_id,
        report=offer.report,
        request=offer.request,
        content_hash=offer.content_hash,
        description=offer.description,
        criteria=offer.criteria[:250],
        pages=pages,
        cents=cents,
        free_because=offer.free_because,
        made_at=at,
        expires_at=at + GOOD_FOR,
    )


def _priced(found: Quote) -> Priced:
    taken = getattr(found, "charge", None)
    return Priced(
        id=found.public_id,
        report=found.report,
        description=found.description,
        criteria=found.criteria,
        request=found.request,
        content_hash=found.content_hash,
        pages=found.pages,
        cents=found.cents,
        free_because=found.free_because,
        expires_at=found.expires_at,
        receipt=taken.receipt if taken else "",
    )
