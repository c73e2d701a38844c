"""Case numbers as people type them, and as the court gives them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openecf.courthouse.cases import numbers
from openecf.courthouse.cases.models import Case
from openecf.courthouse.cases.numbers import CaseNumber, NotACaseNumber
from tests import court_fixtures as fixtures


@pytest.mark.parametrize(
    ("typed", "year", "serial", "kind", "office"),
    [
        ("26-01234", 2026, 1234, None, None),
        ("26-1234", 2026, 1234, None, None),
        ("3:26-bk-01234", 2026, 1234, "bk", "3"),
        ("3:26-BK-01234-CL7", 2026, 1234, "bk", "3"),
        ("3:26-ap-90001", 2026, 90001, "ap", "3"),
        ("26-01234-CL7", 2026, 1234, None, None),
        ("26-01234-7", 2026, 1234, None, None),
        ("16-07207-JMC-7A", 2016, 7207, None, None),
        ("  26 - 01234 ", 2026, 1234, None, None),
        ("26–01234", 2026, 1234, None, None),
        ("26 01234", 2026, 1234, None, None),
        ("2601234", 2026, 1234, None, None),
        ("2026-01234", 2026, 1234, None, None),
        ("Case No. 26-01234", 2026, 1234, None, None),
        ("96-90885", 1996, 90885, None, None),
    ],
)
def test_a_number_is_read_however_it_is_typed(typed, year, serial, kind, office):
    assert numbers.parse(typed) == CaseNumber(year, serial, kind, office)


@pytest.mark.parametrize(
    "typed", ["", "26", "abc", "26-", "26-0", "26-123456", "26-x1234", "doe jane", "-01234"]
)
def test_what_is_no_number_is_refused_with_an_example(typed):
    with pytest.raises(NotACaseNumber) as refusal:
        numbers.parse(typed)

    assert "26-01234" in refusal.value.sentence


@given(st.text(max_size=40))
def test_no_text_whatever_is_an_error(typed):
    try:
        found = numbers.parse(typed)
    except NotACaseNumber:
        return
    assert 1 <= found.serial <= 99999


@given(st.integers(1970, 2069), st.integers(1, 99999))
def test_a_number_that_was_written_is_read_back(year, serial):
    written = CaseNumber(year, serial).short

    assert numbers.parse(written) == CaseNumber(year, serial)


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({"chapter": "7", "judge_initials": "CL"}, "26-01234-CL7"),
        ({"chapter": "13", "judge_initials": "LT"}, "26-01234-LT13"),
        ({"chapter": "7", "judge_initials": ""}, "26-01234-7"),
    ],
)
def test_the_number_shows_initials_and_chapter(facts, shown):
    case = Case(kind="bk", year=2026, serial=1234, **facts)

    assert numbers.display(case) == shown
    assert numbers.short(case) == "26-01234"


def test_an_adversary_number_is_the_number_alone():
    assert numbers.display(Case(kind="ap", year=2026, serial=90001, judge_initials="CL")) == "26-90001"


@pytest.mark.django_db
def test_serials_have_no_gaps_and_adversaries_a_series_of_their_own(at):
    court = fixtures.creation.create_court("casb", at=at)

    given = [fixtures.open_case(court, at) for _ in range(3)]
    adversary = fixtures.open_case(court, at, kind="ap", chapter="")

    assert [numbers.short(case) for case in given] == ["26-00001", "26-00002", "26-00003"]
    assert numbers.short(adversary) == "26-90001"


@pytest.mark.django_db
def test_the_year_is_the_courts_own(at):
    court = fixtures.creation.create_court("casb", at=at)
    new_year_in_london = at.replace(month=12, day=31, hour=23).replace(year=2026)
    after = new_year_in_london.replace(year=2027, month=1, day=1, hour=7)

    assert fixtures.open_case(court, new_year_in_london).year == 2026
    assert fixtures.open_case(court, after).year == 2026  # 11 PM of December 31 in San Diego
    assert fixtures.open_case(court, after.replace(hour=9)).year == 2027


@pytest.mark.django_db
def test_each_court_counts_for_itself(at):
    one = fixtures.creation.create_court("casb", at=at)
    other = fixtures.creation.create_court("exab", at=at)

    assert fixtures.open_case(one, at).serial == fixtures.open_case(other, at).serial == 1
