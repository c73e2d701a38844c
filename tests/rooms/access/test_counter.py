from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openecf.courthouse.access import counter
from openecf.courthouse.access.counter import ContentChanged, SearchInactive
from openecf.courthouse.access.reports.docket import DocketReport
from openecf.courthouse.access.reports.document import DocumentCopy
from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.history import NoSuchReceipt
from openecf.courthouse.billing.ledger import PriceExpired
from openecf.courthouse.billing.models import Charge, Quote
from openecf.courthouse.cases import numbers
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.client_codes import CodeRefused
from openecf.courthouse.people.models import Person
from openecf.courthouse.people.roles import SignInFirst
from openecf.courthouse.people.viewer import Viewer
from tests import reading_room

pytestmark = pytest.mark.django_db


def docket_of(case) -> DocketReport:
    return DocketReport(numbers.short(case))


def buy(viewer, wanted, at, client_code=""):
    return counter.serve(viewer, counter.quote(viewer, wanted, at=at).id, client_code=client_code, at=at)


def test_the_price_is_shown_first_and_nothing_is_charged_by_it(viewer, case, at):
    reading_room.entry(case, at)

    quoted = counter.quote(viewer, docket_of(case), at=at)

    assert (quoted.pages, quoted.cents, quoted.most_cents, quoted.bought) == (1, 10, 300, None)
    assert quoted.meter.everywhere_cents == 0
    assert not Charge.objects.exists()


def test_serving_charges_what_was_shown_and_hands_out_the_docket(viewer, case, at):
    reading_room.entry(case, at, "Motion to Dismiss")
    quoted = counter.quote(viewer, docket_of(case), at=at)

    served = counter.serve(viewer, quoted.id, client_code="4411-7", at=at)

    assert (served.receipt.cents, served.receipt.client_code) == (quoted.cents, "4411-7")
    sheet = served.wanted.read(viewer)
    assert [row[2] for row in sheet.entries] == ["Motion to Dismiss (Ray, Ann) (Entered: 11/24/2026)"]


def test_sending_it_again_gives_the_same_receipt(viewer, case, at):
    quoted = counter.quote(viewer, docket_of(case), at=at)

    first = counter.serve(viewer, quoted.id, client_code="", at=at)
    again = counter.serve(viewer, quoted.id, client_code="", at=at + timedelta(hours=2))

    assert first == again
    assert Charge.objects.count() == 1


def test_reloading_the_price_makes_no_second_quote(viewer, case, at):
    counter.quote(viewer, docket_of(case), at=at)
    counter.quote(viewer, docket_of(case), at=at + timedelta(minutes=1))

    assert Quote.objects.count() == 1


def test_an_entry_made_meanwhile_asks_for_a_new_price(viewer, case, at):
    quoted = counter.quote(viewer, docket_of(case), at=at)
    reading_room.entry(case, at)

    with pytest.raises(ContentChanged):
        counter.serve(viewer, quoted.id, client_code="", at=at)

    assert not Charge.objects.exists()
    again = counter.quote_again(viewer, quoted.id, at=at)
    assert again.id != quoted.id
    assert counter.serve(viewer, again.id, client_code="", at=at).receipt.cents == again.cents


def test_a_changed_text_asks_for_a_new_price(viewer, case, at):
    entry = reading_room.entry(case, at)
    quoted = counter.quote(viewer, docket_of(case), at=at)
    DocketEntry.objects.filter(pk=entry.pk).update(text="Something else")

    with pytest.raises(ContentChanged):
        counter.serve(viewer, quoted.id, client_code="", at=at)


def test_a_price_is_good_for_an_hour(viewer, case, at):
    quoted = counter.quote(viewer, docket_of(case), at=at)

    with pytest.raises(PriceExpired):
        counter.serve(viewer, quoted.id, client_code="", at=at + timedelta(minutes=61))

    assert not Charge.objects.exists()


def test_what_was_bought_opens_again_as_it_was(viewer, case, at):
    reading_room.entry(case, at, "Motion to Dismiss")
    served = buy(viewer, docket_of(case), at)
    reading_room.entry(case, at + timedelta(days=1), "Order")

    again = counter.bought(viewer, served.receipt.number)

    assert len(list(again.wanted.read(viewer).entries)) == 1
    assert Charge.objects.count() == 1


def test_the_same_content_is_not_sold_twice_but_offered_again(viewer, case, at):
    served = buy(viewer, docket_of(case), at)

    assert counter.quote(viewer, docket_of(case), at=at).bought == served.receipt

    reading_room.entry(case, at)
    assert counter.quote(viewer, docket_of(case), at=at).bought is None


def test_nobody_opens_what_another_one_bought(viewer, court, case, at):
    served = buy(viewer, docket_of(case), at)
    other = reading_room.viewer(reading_room.person(court, at, "olive"), at)

    with pytest.raises(NoSuchReceipt):
        counter.bought(other, served.receipt.number)


def test_whoever_is_not_signed_in_sees_no_price(court, case, at):
    with pytest.raises(SignInFirst):
        counter.quote(Viewer(court_id=court.pk), docket_of(case), at=at)


def test_an_account_that_may_not_search_may_not_buy(viewer, person, case, at):
    quoted = counter.quote(viewer, docket_of(case), at=at)
    Person.objects.filter(pk=person.pk).update(search_status="inactive")
    stopped = reading_room.viewer(Person.objects.get(pk=person.pk), at)

    with pytest.raises(SearchInactive):
        counter.quote(stopped, docket_of(case), at=at)
    with pytest.raises(SearchInactive):
        counter.serve(stopped, quoted.id, client_code="", at=at)
    assert not Charge.objects.exists()


def test_the_courts_own_staff_pay_nothing(court, case, at):
    clerk = reading_room.viewer(reading_room.staff(court, at), at)
    reading_room.entry(case, at)

    served = buy(clerk, docket_of(case), at)

    assert (served.receipt.pages, served.receipt.cents) == (1, 0)
    assert served.receipt.free_because == "court staff"


def test_an_opinion_is_free(viewer, case, at):
    entry = reading_room.entry(case, at, "Memorandum Decision", opinion=True)

    quoted = counter.quote(viewer, DocumentCopy(reading_room.doc_id(entry)), at=at)

    assert (quoted.pages, quoted.cents, quoted.free_because) == (9, 0, "opinion")


def test_the_meter_moves_with_each_purchase(viewer, case, at):
    reading_room.entry(case, at, pages=(12,))
    entry = reading_room.entry(case, at, pages=(9,))

    buy(viewer, DocumentCopy(reading_room.doc_id(entry)), at)

    assert counter.quote(viewer, docket_of(case), at=at).meter.everywhere_cents == 90


TEXTS = st.lists(
    st.tuples(st.sampled_from(["Motion ", "Señor & <b> ", "… ", "x"]), st.integers(0, 700)).map(
        lambda drawn: drawn[0] * drawn[1]
    ),
    max_size=60,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=TEXTS)
def test_any_docket_is_charged_what_was_shown_and_counted_by_its_text(viewer, court, at, texts):
    case = reading_room.case(court, at)
    DocketEntry.objects.bulk_create(
        DocketEntry(
            case=case,
            position=place,
            number=place,
            event="order",
            text=text,
            filed_date=at.date(),
            entered_at=at,
            signature="",
        )
        for place, text in enumerate(texts, start=1)
    )
    type(case).objects.filter(pk=case.pk).update(last_position=len(texts), last_number=len(texts))

    quoted = counter.quote(viewer, docket_of(case), at=at)
    receipt = counter.serve(viewer, quoted.id, client_code="", at=at).receipt

    shown = sum(len(text.encode()) for text in texts)
    assert (receipt.pages, receipt.cents) == (quoted.pages, quoted.cents)
    assert receipt.pages >= min(30, shown // 4320)
    assert receipt.pages <= min(30, pricing.pages_of_text(shown + 300 + 30 * len(texts), at=at))
    assert receipt.cents == receipt.pages * 10 <= 300


def test_nothing_is_charged_without_the_client_code_the_account_asks_for(viewer, case, at):
    reading_room.entry(case, at)
    strict = replace(viewer, client_code_required=True, client_code_format="9999-9")
    quoted = counter.quote(strict, docket_of(case), at=at)

    for code in ("", "ACME"):
        with pytest.raises(CodeRefused):
            counter.serve(strict, quoted.id, client_code=code, at=at)

    assert not Charge.objects.exists()
    assert counter.serve(strict, quoted.id, client_code="4411-7", at=at).receipt.client_code == "4411-7"


def test_what_is_free_needs_no_client_code(viewer, case, at):
    reading_room.entry(case, at)
    clerk = replace(viewer, role="clerk", client_code_required=True)

    assert buy(clerk, docket_of(case), at).receipt.cents == 0
