"""From Query to a case by its number, and by a name with its price first."""

import pytest

from openecf.courthouse.billing.models import Charge
from openecf.foundation import clock
from tests import reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def court(at):
    return reading_room.court(at)


@pytest.fixture
def case(court, at):
    made = reading_room.case(court, at)
    reading_room.debtor(made, "Doe", "Jane", address="1 Example St\nSan Diego, CA 92101")
    return made


@pytest.fixture
def pat(court, at):
    return reading_room.browser(reading_room.person(court, at), at)


def short(case) -> str:
    return f"{case.year % 100}-{case.serial:05d}"


def button(answer) -> str:
    """The address the price page's button posts to."""
    return answer.context["quoted"].id


def test_query_needs_a_sign_on_and_comes_back_to_the_same_page(client, court):
    answer = client.get("/casb/query/?last=doe")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/casb/sign-in/?next=%2Fcasb%2Fquery%2F%3Flast%3Ddoe"


@pytest.mark.parametrize("typed", ["{}", "{}-CL7", " {} "])
def test_a_number_goes_straight_to_the_case_and_is_free(pat, case, typed):
    answer = pat.get("/casb/query/", {"case": typed.format(short(case))}, follow=True)

    assert answer.redirect_chain == [(f"/casb/query/cases/{short(case)}/", 302)]
    page = answer.content.decode()
    assert "<h1>" in page and f"{short(case)}-CL7 In re Jane Doe" in page
    for label in (
        "Docket Report",
        "Claims Register",
        "List of Creditors",
        "History/Documents",
        "Deadlines/Hearings",
        "Attorneys",
    ):
        assert f">{label}</a>" in page
    assert not Charge.objects.exists()


def test_an_unknown_number_says_how_to_mend_it_beside_the_field(pat, case):
    answer = pat.get("/casb/query/", {"case": "26-09999"})

    assert answer.status_code == 200
    assert "26-09999 is not a case number of this court." in answer.content.decode()
    assert answer.context["form"].errors["case"]


def test_nothing_entered_asks_for_something(pat):
    answer = pat.get("/casb/query/", {"case": "", "last": ""})

    assert "Enter a case number, or a last name" in answer.content.decode()


def test_a_name_shows_how_many_match_and_the_price_before_any_charge(pat, case):
    answer = pat.get("/casb/query/", {"last": "doe"})

    page = answer.content.decode()
    assert "1 person matches" in page
    assert "1 page, $0.10" in page
    assert "Jane Doe" not in page
    assert not Charge.objects.exists()


def test_the_button_charges_once_and_shows_the_people_with_a_receipt(pat, case):
    price = pat.get("/casb/query/", {"last": "doe", "first": "jane"})

    first = pat.post(f"/casb/reports/quotes/{button(price)}/")
    again = pat.post(f"/casb/reports/quotes/{button(price)}/")

    assert first.status_code == 303 == again.status_code
    assert first.headers["Location"] == again.headers["Location"]
    page = pat.get(first.headers["Location"]).content.decode()
    assert "There was 1 matching person." in page
    assert f'<a href="/casb/query/cases/{short(case)}/">{short(case)}-CL7</a>' in page
    for label in ("PACER Service Center", "Transaction Receipt", "LName: doe FName: jane", "Billable Pages:"):
        assert label in page
    assert Charge.objects.count() == 1


def test_a_name_nobody_has_costs_one_page_only_if_the_button_is_pressed(pat, case):
    answer = pat.get("/casb/query/", {"last": "zzz"})

    page = answer.content.decode()
    assert "No one matches" in page and "1 page, $0.10" in page
    assert not Charge.objects.exists()

    receipt = pat.post(f"/casb/reports/quotes/{button(answer)}/", follow=True).content.decode()
    assert "There were 0 matching persons." in receipt
    assert Charge.objects.get().cents == 10


def test_attorneys_and_deadlines_of_a_case_are_free(pat, case):
    for page in ("attorneys", "deadlines"):
        answer = pat.get(f"/casb/query/cases/{short(case)}/{page}/")
        assert answer.status_code == 200
        assert "In re Jane Doe" in answer.content.decode()
    assert not Charge.objects.exists()


def test_a_case_that_is_not_there_is_no_such_record(pat, court):
    assert pat.get("/casb/query/cases/26-09999/").status_code == 404
    assert pat.get("/casb/query/cases/nonsense/").status_code == 400


def test_the_address_of_notices_leads_to_the_docket_report(pat, case):
    answer = pat.get(f"/casb/query/cases/{short(case)}/docket/")

    assert answer.headers["Location"] == f"/casb/reports/docket/?case={short(case)}"
