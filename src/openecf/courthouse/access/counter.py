"""The counter: prices shown, charges taken, and what was bought handed out. All charges go through here."""

from dataclasses import dataclass, replace
from datetime import datetime

from openecf.courthouse.billing import history, ledger, pricing
from openecf.courthouse.billing.history import Meter, Receipt
from openecf.courthouse.billing.ledger import Priced
from openecf.courthouse.billing.offers import Offer, PriceNoLongerHolds
from openecf.courthouse.people import client_codes, roles
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NotYours

from .reports.claims import ClaimsRegister
from .reports.creditors import ListOfCreditors
from .reports.docket import DocketReport
from .reports.document import ClaimCopy, DocumentCopy
from .reports.history import HistoryDocuments
from .reports.wanted import Wanted
from .search import NameSearch

SOLD: dict[str, type[Wanted]] = {
    sold.kind: sold
    for sold in (
        DocketReport,
        ClaimsRegister,
        ListOfCreditors,
        HistoryDocuments,
        NameSearch,
        DocumentCopy,
        ClaimCopy,
    )
}


class SearchInactive(NotYours):
    """Search with your PACER account is inactive. Manage My Account at the PACER Service Center says why."""


class FirmsOnlyPay(NotYours):
    """A firm's account pays for its people; it can't search. Sign in with your own PACER account."""


class ContentChanged(PriceNoLongerHolds):
    """The record changed since this price was shown. Please look at the new price; nothing was charged."""


@dataclass(frozen=True)
class Quoted:
    """An exact price and what stands round it. `bought` is the viewer's receipt for exactly this content."""

    id: str
    wanted: Wanted
    description: str
    criteria: str
    pages: int
    cents: int
    most_cents: int | None
    free_because: str
    meter: Meter
    bought: Receipt | None


@dataclass(frozen=True)
class Served:
    """What was bought: its receipt, and what was asked for."""

    receipt: Receipt
    wanted: Wanted


def quote(viewer: Viewer, wanted: Wanted, *, at: datetime) -> Quoted:
    """Show the exact price of what is wanted. Raises SignInFirst, SearchInactive and what `wanted` raises."""
    _require_buyer(viewer)
    priced = ledger.make_quote(viewer, _offer(viewer, wanted, at=at), at=at)
    return Quoted(
        id=priced.id,
        wanted=wanted,
        description=priced.description,
        criteria=priced.criteria,
        pages=priced.pages,
        cents=priced.cents,
        most_cents=pricing.most(wanted.kind, at=at),
        free_because=priced.free_because,
        meter=history.meter(viewer, at=at),
        bought=history.bought(viewer, priced.content_hash),
    )


def quote_again(viewer: Viewer, quote_id: str, *, at: datetime) -> Quoted:
    """Show the price of the same question as it is now. Raises NoSuchQuote and what `quote` raises."""
    _require_buyer(viewer)
    return quote(viewer, _wanted(ledger.quote(viewer, quote_id)).now(), at=at)


def serve(viewer: Viewer, quote_id: str, *, client_code: str, at: datetime) -> Served:
    """Charge a quote, once, and hand out what it bought; sent again it is the same receipt.

    Raises SignInFirst, SearchInactive, NoSuchQuote, PriceExpired, ContentChanged, CodeRefused for a client
    code that is missing or has the wrong form.
    """
    _require_buyer(viewer)
    priced = ledger.quote(viewer, quote_id)
    if not priced.receipt:
        _require_code(viewer, priced, client_code)
        _require_unchanged(viewer, priced, at=at)
    receipt = ledger.charge(viewer, quote_id, client_code=client_code, at=at)
    return Served(receipt, _wanted(priced))


def may_buy(viewer: Viewer) -> bool:
    """Tell whether the viewer may be shown a price at all; others still read what is free to everybody."""
    return viewer.signed_in and viewer.holder != "firm" and viewer.search_status == "active"


def bought(viewer: Viewer, number: str) -> Served:
    """Return what the viewer bought with this receipt; free, as often as they like. Raises NoSuchReceipt."""
    roles.require_signed_in(viewer)
    receipt = history.receipt(viewer, number)
    return Served(receipt, SOLD[receipt.report].from_request(receipt.request))


def _require_buyer(viewer: Viewer) -> None:
    roles.require_signed_in(viewer)
    if viewer.holder == "firm":
        raise FirmsOnlyPay
    if viewer.search_status != "active":
        raise SearchInactive


def _require_code(viewer: Viewer, priced: Priced, client_code: str) -> None:
    """Let nothing be charged without the code the account asks for; what is free needs none."""
    if priced.cents:
        client_codes.check(viewer, client_code)


def _offer(viewer: Viewer, wanted: Wanted, *, at: datetime) -> Offer:
    """Return the offer; the court's own staff pay nothing."""
    offer = wanted.offer(viewer, at=at)
    return replace(offer, free_because="court staff") if viewer.is_staff else offer


def _require_unchanged(viewer: Viewer, priced: Priced, *, at: datetime) -> None:
    if _offer(viewer, _wanted(priced).now(), at=at).content_hash != priced.content_hash:
        raise ContentChanged


def _wanted(priced: Priced) -> Wanted:
    return SOLD[priced.report].from_request(priced.request)
