from datetime import timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.courthouse.billing import history, ledger
from openecf.courthouse.billing.ledger import NoSuchQuote, PriceExpired
from openecf.courthouse.billing.models import Charge, Quote
from openecf.courthouse.billing.offers import Offer
from tests import reading_room

pytestmark = pytest.mark.django_db


def offer(pages=4, **changes) -> Offer:
    facts = {
        "report": "docket",
        "description": "Docket Report",
        "criteria": "26-01234-CL7",
        "pages": pages,
        "content_hash": "c" * 64,
        "request": {"case": "26-01234"},
    }
    return Offer(**facts | changes)


def test_a_quote_says_pages_and_price(viewer, at):
    priced = ledger.make_quote(viewer, offer(4), at=at)

    assert (priced.pages, priced.cents, priced.receipt) == (4, 40, "")


def test_pages_above_the_cap_are_neither_billed_nor_counted_as_billed(viewer, at):
    priced = ledger.make_quote(viewer, offer(41), at=at)

    assert (priced.pages, priced.cents) == (30, 300)


def test_asking_again_gives_the_same_quote_until_it_is_charged(viewer, at):
    first = ledger.make_quote(viewer, offer(), at=at)
    again = ledger.make_quote(viewer, offer(), at=at + timedelta(minutes=5))
    ledger.charge(viewer, first.id, client_code="", at=at)
    later = ledger.make_quote(viewer, offer(), at=at + timedelta(minutes=10))

    assert first.id == again.id != later.id


def test_a_charge_is_the_quote_to_the_cent_with_a_line_on_the_trail(viewer, at):
    priced = ledger.make_quote(viewer, offer(), at=at)

    receipt = ledger.charge(viewer, priced.id, client_code="4411-7", at=at)

    assert (receipt.pages, receipt.cents, receipt.client_code) == (4, 40, "4411-7")
    assert receipt.number.startswith("R-")
    assert LogEntry.objects.get(reference=receipt.number).action == "billing.charged"


def test_a_quote_sent_twice_is_charged_once(viewer, at):
    priced = ledger.make_quote(viewer, offer(), at=at)

    first = ledger.charge(viewer, priced.id, client_code="", at=at)
    again = ledger.charge(viewer, priced.id, client_code="other", at=at + timedelta(days=9))

    assert first == again
    assert Charge.objects.count() == 1


def test_a_quote_older_than_an_hour_is_not_charged(viewer, at):
    priced = ledger.make_quote(viewer, offer(), at=at)

    with pytest.raises(PriceExpired):
        ledger.charge(viewer, priced.id, client_code="", at=at + timedelta(minutes=61))

    assert not Charge.objects.exists()


def test_nobody_is_charged_on_another_ones_quote(viewer, court, at):
    priced = ledger.make_quote(viewer, offer(), at=at)
    other = reading_room.viewer(reading_room.person(court, at, "olive"), at)

    with pytest.raises(NoSuchQuote):
        ledger.charge(other, priced.id, client_code="", at=at)

    assert not Charge.objects.exists()


def test_what_is_free_costs_nothing_and_is_not_reported(viewer, at):
    priced = ledger.make_quote(viewer, offer(free_because="court staff"), at=at)

    receipt = ledger.charge(viewer, priced.id, client_code="", at=at)

    assert (receipt.pages, receipt.cents, receipt.free_because) == (4, 0, "court staff")
    assert Charge.objects.get().due_at is None


def test_what_was_bought_is_found_by_its_content(viewer, at):
    priced = ledger.make_quote(viewer, offer(), at=at)
    receipt = ledger.charge(viewer, priced.id, client_code="", at=at)

    assert history.bought(viewer, priced.content_hash) == receipt
    assert history.bought(viewer, "d" * 64) is None


def test_a_second_quote_of_a_long_criteria_fits(viewer, at):
    ledger.make_quote(viewer, offer(criteria="x" * 900), at=at)

    assert len(Quote.objects.get().criteria) == 250
