import pytest

from openecf.courthouse.access import counter, search
from openecf.courthouse.access.search import NameTooShort
from openecf.courthouse.billing.models import Charge
from openecf.courthouse.cases.numbers import NotACaseNumber
from openecf.courthouse.cases.visibility import NoSuchCase
from tests import reading_room

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["26-{:05d}", "26-{}", "3:26-bk-{:05d}", "26-{:05d}-CL7", " 26 - {:05d} "])
def test_a_known_number_is_found_however_it_is_written_and_free(viewer, case, typed):
    found = search.by_number(viewer, typed.format(case.serial))

    assert found.title == "Jane Doe"
    assert not Charge.objects.exists()


def test_a_number_that_is_none_is_refused(viewer, case):
    with pytest.raises(NotACaseNumber):
        search.by_number(viewer, "doe jane")
    with pytest.raises(NoSuchCase):
        search.by_number(viewer, "26-09999")


def test_a_case_of_another_court_is_not_found(viewer, at):
    other = reading_room.court(at, "exab")
    elsewhere = reading_room.case(other, at)
    reading_room.debtor(elsewhere, "Doe", "John")

    with pytest.raises(NoSuchCase):
        search.by_number(viewer, f"26-{elsewhere.serial}")
    assert search.count(viewer, search.by_name("Doe")) == 0


@pytest.mark.parametrize(
    ("last", "first", "names"),
    [
        ("doe", "", ["Jane Doe", "John Doering"]),
        ("DOE", "jane", ["Jane Doe"]),
        ("doering", "", ["John Doering"]),
        ("garcia", "", ["José García"]),
        ("GARCÍA", "jo", ["José García"]),
        ("obrien", "", ["Pat O'Brien"]),
        ("o'brien", "p", ["Pat O'Brien"]),
        ("acme t", "", ["Acme Tools, LLC"]),
        ("nobody", "", []),
    ],
)
def test_names_are_found_by_their_beginning_without_case_and_accents(viewer, case, last, first, names):
    reading_room.debtor(case, "Doering", "John")
    reading_room.debtor(case, "García", "José")
    reading_room.debtor(case, "O'Brien", "Pat")
    reading_room.debtor(case, "Acme Tools, LLC")

    found = search.by_name(last, first).read(viewer)

    assert [one.name for one in found.matches] == names


def test_a_middle_name_narrows_the_search(viewer, case):
    reading_room.debtor(case, "Doe", "Jane", middle_name="Quinn")

    assert search.count(viewer, search.by_name("doe", "jane", "q")) == 1


def test_one_letter_is_too_little(viewer):
    with pytest.raises(NameTooShort):
        search.by_name(" d. ")


@pytest.mark.parametrize(("people", "pages", "cents"), [(0, 1, 10), (1, 1, 10), (54, 1, 10), (55, 2, 20)])
def test_54_results_cost_ten_cents_and_none_costs_as_much(viewer, court, at, people, pages, cents):
    case = reading_room.case(court, at)
    for number in range(people):
        reading_room.debtor(case, "Sample", f"Robin{number}")

    quoted = counter.quote(viewer, search.by_name("sample"), at=at)

    assert (quoted.pages, quoted.cents, quoted.most_cents) == (pages, cents, None)


def test_the_bought_answer_stays_as_it_was_bought(viewer, case, at):
    quoted = counter.quote(viewer, search.by_name("doe", "jane"), at=at)
    served = counter.serve(viewer, quoted.id, client_code="", at=at)
    reading_room.debtor(case, "Doe", "Janet")

    assert served.receipt.criteria == "LName: doe FName: jane"
    assert [one.name for one in served.wanted.read(viewer).matches] == ["Jane Doe"]


def test_a_person_names_the_case_and_its_lead(viewer, court, case, at):
    adversary = reading_room.case(court, at, "Ray v. Doe", kind="ap", lead=case, chapter="")
    reading_room.debtor(adversary, "Ray", "Ann")

    match = search.by_name("ray").read(viewer).matches[0]

    assert (match.case_title, match.lead_number) == ("Ray v. Doe", f"26-{case.serial:05d}")


def test_a_search_asks_the_database_once(viewer, case, django_assert_max_num_queries):
    wanted = search.by_name("doe")

    with django_assert_max_num_queries(1):
        wanted.read(viewer)
