"""From the options of a report to its price, one click, its receipt, and opening it again."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from openecf.courthouse.billing.models import Charge, Quote
from openecf.courthouse.cases import parties
from openecf.courthouse.people.models import Person
from openecf.foundation import clock
from tests import reading_room

pytestmark = pytest.mark.django_db
REPORTS = ("docket", "claims", "creditors", "history")


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def court(at):
    return reading_room.court(at)


@pytest.fixture
def case(court, at):
    made = reading_room.case(court, at)
    reading_room.debtor(made, "Doe", "Jane", address="1 Example St\nSan Diego, CA 92101", ssn_last4="1234")
    reading_room.entry(made, at, "Motion for Relief from Stay <b>& more</b>", pages=(9, 2))
    reading_room.entry(made, at, "Order", pages=())
    return made


@pytest.fixture
def person(court, at):
    return reading_room.person(court, at)


@pytest.fixture
def pat(person, at):
    return reading_room.browser(person, at)


def short(case) -> str:
    return f"{case.year % 100}-{case.serial:05d}"


def price_of(pat, case, report="docket", **options):
    return pat.get(f"/casb/reports/{report}/", {"case": short(case), **options})


def accept(pat, price, **options):
    return pat.post(f"/casb/reports/quotes/{price.context['quoted'].id}/", **options)


def bought(pat, case, report="docket", **options) -> str:
    return accept(pat, price_of(pat, case, report, **options), follow=True).content.decode()


@pytest.mark.parametrize("page", ["", *[f"{report}/" for report in REPORTS], "opinions/", "calendar/"])
def test_each_report_needs_a_sign_on(client, court, page):
    answer = client.get(f"/casb/reports/{page}")

    assert answer.headers["Location"].startswith("/casb/sign-in/?next=%2Fcasb%2Freports%2F")


def test_the_menu_lists_each_report_with_its_price(pat, court):
    page = pat.get("/casb/reports/").content.decode()

    for label in (
        "Docket Report",
        "Claims Register",
        "List of Creditors",
        "History/Documents",
        "Calendar Events",
        "Written Opinions",
    ):
        assert f">{label}</a>" in page


def test_the_exact_price_comes_first(pat, case):
    page = price_of(pat, case).content.decode()

    assert "This docket: 1 page, $0.10" in page
    assert "(max $3.00)" in page
    assert "This quarter $0.00 of $30.00 waived." in page
    assert "Relief from Stay" not in page
    assert not Charge.objects.exists()


def test_one_click_charges_and_shows_the_docket_with_its_receipt(pat, case):
    page = bought(pat, case)

    assert f"{short(case)}-CL7 In re Jane Doe" in page
    assert "Motion for Relief from Stay &lt;b&gt;&amp; more&lt;/b&gt;" in page
    assert "PDF, 9 pages, $0.90</a>" in page
    assert "xxx-xx-1234" in page
    for label in (
        "PACER Service Center",
        "Transaction Receipt",
        "PACER Login:",
        "Client Code:",
        "Description:",
        "Search Criteria:",
        "Billable Pages:",
        "Cost:",
    ):
        assert label in page
    assert Charge.objects.get().cents == 10


def test_reload_back_and_double_clicks_never_charge_again(pat, case):
    price = price_of(pat, case)

    first, second = accept(pat, price), accept(pat, price)
    for _ in range(3):
        assert pat.get(first.headers["Location"]).status_code == 200
    price_of(pat, case)

    assert first.headers["Location"] == second.headers["Location"]
    assert Charge.objects.count() == 1


def test_what_was_bought_is_offered_again_for_nothing(pat, case):
    number = reading_room.receipt_of(accept(pat, price_of(pat, case)))

    page = price_of(pat, case).content.decode()

    assert f'href="/casb/reports/receipts/{number}/"' in page
    assert "Accept charges and show" not in page


def test_a_docket_that_grew_shows_its_new_price_instead_of_charging(pat, case, at):
    price = price_of(pat, case)
    reading_room.entry(case, at, "Another motion")

    answer = accept(pat, price)

    assert answer.status_code == 409
    assert "The record changed since this price was shown." in answer.content.decode()
    assert not Charge.objects.exists()
    assert accept(pat, answer).status_code == 303


def test_an_old_price_is_shown_anew(pat, case):
    price = price_of(pat, case)
    Quote.objects.update(expires_at=clock.now() - timedelta(minutes=1))

    answer = accept(pat, price)

    assert answer.status_code == 409
    assert "more than an hour ago" in answer.content.decode()
    assert answer.context["quoted"].id != price.context["quoted"].id


def test_a_receipt_is_for_its_buyer_only(pat, court, case, at):
    address = accept(pat, price_of(pat, case)).headers["Location"]
    olive = reading_room.browser(reading_room.person(court, at, "olive"), at)

    assert olive.get(address).status_code == 404


def test_no_link_and_no_other_site_can_charge(pat, case):
    price = price_of(pat, case)
    address = f"/casb/reports/quotes/{price.context['quoted'].id}/"

    assert pat.get(address).status_code == 200
    for elsewhere in ("cross-site", "same-site", "none"):
        assert pat.post(address, headers={"sec-fetch-site": elsewhere}).status_code == 403
    assert not Charge.objects.exists()
    assert pat.post(address, headers={"sec-fetch-site": "same-origin"}).status_code == 303


def test_the_button_needs_the_forms_own_token(person, case, at):
    pat = reading_room.browser(person, at)
    pat.handler.enforce_csrf_checks = True
    price = price_of(pat, case)

    assert accept(pat, price).status_code == 403
    token = price.context["csrf_token"]
    address = f"/casb/reports/quotes/{price.context['quoted'].id}/"
    assert pat.post(address, {"csrfmiddlewaretoken": str(token)}).status_code == 303


def test_an_account_that_may_not_search_is_told_so(pat, person, case):
    Person.objects.filter(pk=person.pk).update(search_status="inactive")

    answer = price_of(pat, case)

    assert "Search with your PACER account is inactive" in answer.content.decode()


def test_a_part_of_the_docket_costs_less_and_shows_that_part(pat, case, at):
    for number in range(3, 60):
        reading_room.entry(case, at, f"Entry {number} " + "words " * 100, pages=())

    whole = price_of(pat, case).context["quoted"]
    part = price_of(pat, case, number_from="3", number_to="4", parties="none").context["quoted"]

    assert (whole.pages, part.pages) == (9, 1)
    page = bought(pat, case, number_from="3", number_to="4", parties="none", sort="oldest")
    assert "Entry 3 " in page and "Entry 4 " in page and "Entry 5 " not in page
    assert "xxx-xx-1234" not in page
    assert "Doc From: 3 Doc To: 4" in page


def test_receipts_are_hidden_if_the_account_says_so(pat, person, case):
    Person.objects.filter(pk=person.pk).update(receipts_shown=False)

    page = bought(pat, case)

    assert "Transaction Receipt" not in page
    assert f"Receipt {Charge.objects.get().receipt}" in page


def test_claims_creditors_and_history_are_sold_alike(pat, court, case, at):
    parties.add_creditor(case, "Acme Bank", "2 Example St", at=at)
    reading_room.claim(case, at, document=reading_room.paper(court, at, 4), description="Money lent")
    reading_room.claim(case, at, version=2, amount_cents=2000000)

    claims, creditors = bought(pat, case, "claims"), bought(pat, case, "creditors")
    history = bought(pat, case, "history", docket_text="yes")

    assert "Acme Bank" in claims and "$20,000.00" in claims and "$12,345.67" in claims
    assert f'href="/casb/documents/claims/{short(case)}/1-1/"' in claims
    assert "Case Number:" in creditors and "2 Example St" in creditors
    assert "Docket Text:" in history and "Motion for Relief from Stay" in history
    assert [one.description for one in Charge.objects.order_by("pk")] == [
        "Claims Register",
        "List of Creditors",
        "History/Documents",
    ]


def test_a_bought_register_stays_as_it_was(pat, court, case, at):
    address = accept(pat, price_of(pat, case, "claims")).headers["Location"]
    lists = accept(pat, price_of(pat, case, "creditors")).headers["Location"]
    reading_room.claim(case, at, creditor="Later Lender")

    assert "Later Lender" not in pat.get(address).content.decode()
    assert "Later Lender" not in pat.get(lists).content.decode()


@pytest.mark.parametrize("report", REPORTS)
def test_an_unknown_case_is_said_beside_the_field(pat, court, report):
    answer = pat.get(f"/casb/reports/{report}/", {"case": "26-09999"})

    assert answer.status_code == 200
    assert answer.context["form"].errors["case"]


def test_opinions_and_the_calendar_are_free(pat, case, at):
    reading_room.entry(case, at, "Memorandum Decision", opinion=True)

    opinions = pat.get("/casb/reports/opinions/").content.decode()
    calendar = pat.get("/casb/reports/calendar/").content.decode()

    assert "9 pages, free" in opinions
    assert "No hearings are set." in calendar
    assert not Charge.objects.exists()


def test_the_billing_history_shows_charges_and_totals_by_client_code(court, person, case, at):
    pat = reading_room.browser(person, at)
    accept(pat, price_of(pat, case))
    accept(pat, price_of(pat, case, "history"))
    Charge.objects.filter(description="Docket Report").update(client_code="4411-7")

    page = pat.get("/casb/utilities/billing/").content.decode()

    assert "Docket Report" in page and "History/Documents" in page
    assert "4411-7" in page
    assert "$0.20" in page
    only = pat.get("/casb/utilities/billing/", {"client_code": "4411-7"}).context["history"]
    assert [one.description for one in only.receipts] == ["Docket Report"]


def test_the_csv_runs_no_formulas(pat, case):
    accept(pat, price_of(pat, case))
    Charge.objects.update(client_code="=1+1", criteria="@SUM(A1)")

    answer = pat.get("/casb/utilities/billing/", {"as": "csv"})

    rows = list(csv.reader(StringIO(answer.content.decode())))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert rows[0][2:7] == ["Description", "Search Criteria", "Billable Pages", "Cost", "Client Code"]
    assert rows[1][2:7] == ["Docket Report", "'@SUM(A1)", "1", "0.10", "'=1+1"]


def test_a_long_docket_is_streamed_whole(pat, case, at):
    from openecf.courthouse.docket.models import DocketEntry

    DocketEntry.objects.bulk_create(
        DocketEntry(
            case=case,
            position=place,
            number=place,
            event="order",
            text=f"Entry {place}.",
            filed_date=at.date(),
            entered_at=at,
            signature="",
        )
        for place in range(3, 2500)
    )
    type(case).objects.filter(pk=case.pk).update(last_position=2499)

    answer = accept(pat, price_of(pat, case), follow=True)

    assert answer.streaming
    page = b"".join(answer.streaming_content).decode()
    assert page.count('<tr><td data-label="Filed">') == 2499
    assert page.rstrip().endswith("</html>")


def test_a_bought_docket_asks_the_database_few_questions(pat, case, django_assert_max_num_queries):
    address = accept(pat, price_of(pat, case)).headers["Location"]
    pat.get(address)

    with django_assert_max_num_queries(8):
        pat.get(address)


def test_a_part_without_entries_says_so(pat, case):
    page = bought(pat, case, number_from="900")

    assert "but none satisfy the selection criteria." in page


def test_an_entry_with_attachments_says_so(pat, case):
    page = bought(pat, case)

    assert "PDF, 9 pages, $0.90</a> and attachments" in page
    assert "Docket entries, most recent date first" in page


def test_a_required_client_code_is_asked_for_on_the_price_page(pat, person, case):
    Person.objects.update(client_code_required=True, client_code_format="9999-9")
    price = price_of(pat, case)
    assert 'name="client_code"' in price.content.decode()

    refused = accept(pat, price, data={"client_code": "ACME"})
    page = refused.content.decode()
    assert refused.status_code == 400 and "has the form 9999-9" in page and 'value="ACME"' in page
    assert not Charge.objects.exists()

    missing = accept(pat, price, data={"client_code": ""})
    assert "A required client code was not entered." in missing.content.decode()

    done = accept(pat, price, data={"client_code": "4411-7"})
    assert done.status_code == 303 and Charge.objects.get().client_code == "4411-7"
    assert 'value="4411-7"' in price_of(pat, case, report="claims").content.decode()
