"""Counting days: examples of the rule's own text and committee note, and properties."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openecf.courthouse.calendars import days

_DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("start", "count", "end", "why"),
    [
        (date(2026, 11, 2), 7, date(2026, 11, 9), "every day counts, the day of the event does not"),
        (date(2026, 11, 6), 14, date(2026, 11, 20), "weekends between count"),
        (date(2026, 11, 13), 8, date(2026, 11, 23), "a period that ends on Saturday runs to Monday"),
        (date(2026, 11, 12), 14, date(2026, 11, 27), "ends on Thanksgiving Day, so on the Friday after"),
        (
            date(2024, 9, 24),
            60,
            date(2024, 11, 25),
            "seen on a docket: 341 on 9/24/2024, objections by 11/25/2024",
        ),
        (date(2026, 12, 11), 14, date(2026, 12, 28), "Christmas on a Friday, then a weekend"),
        (
            date(2026, 6, 19),
            14,
            date(2026, 7, 6),
            "July 4 on a Saturday is observed on Friday, then a weekend",
        ),
        (
            date(2021, 12, 10),
            21,
            date(2022, 1, 3),
            "New Year's Day on a Saturday is observed in the year before",
        ),
        (date(2027, 6, 4), 14, date(2027, 6, 21), "Juneteenth on a Saturday is observed on Friday"),
        (
            date(2026, 9, 21),
            -14,
            date(2026, 9, 4),
            "backwards: Labor Day and the weekend before it are skipped",
        ),
        (date(2026, 12, 2), -30, date(2026, 11, 2), "backwards to a Monday"),
        (date(2026, 11, 24), 0, date(2026, 11, 24), "no days at all"),
    ],
)
def test_examples(start, count, end, why):
    assert days.add_days(start, count) == end, why


@pytest.mark.parametrize(
    ("year", "holidays"),
    [
        (
            2026,
            {
                (1, 1),
                (1, 19),
                (2, 16),
                (5, 25),
                (6, 19),
                (7, 3),
                (7, 4),
                (9, 7),
                (10, 12),
                (11, 11),
                (11, 26),
                (12, 25),
            },
        ),
        (
            2020,
            {
                (1, 1),
                (1, 20),
                (2, 17),
                (5, 25),
                (7, 3),
                (7, 4),
                (9, 7),
                (10, 12),
                (11, 11),
                (11, 26),
                (12, 25),
            },
        ),
    ],
)
def test_legal_holidays_of_a_year(year, holidays):
    assert {(day.month, day.day) for day in days.federal_holidays(year)} == holidays


def test_a_state_holiday_counts_after_an_event_and_not_before_one():
    cesar_chavez = frozenset({date(2026, 3, 31)})

    assert days.add_days(date(2026, 3, 17), 14, cesar_chavez) == date(2026, 4, 1)
    assert days.add_days(date(2026, 4, 14), -14, cesar_chavez) == date(2026, 3, 31)


@given(_DATES, st.integers(1, 400))
def test_a_period_never_ends_early_and_never_on_a_closed_day(start, count):
    end = days.add_days(start, count)

    assert end >= start + timedelta(days=count)
    assert days.is_court_day(end)
    assert (end - start).days - count <= 4


@given(_DATES, st.integers(1, 400))
def test_only_closed_days_lengthen_a_period(start, count):
    plain = start + timedelta(days=count)
    end = days.add_days(start, count)

    assert not any(days.is_court_day(plain + timedelta(days=n)) for n in range((end - plain).days))


@given(_DATES, st.integers(1, 400))
def test_backwards_is_the_mirror(start, count):
    end = days.add_days(start, -count)

    assert end <= start - timedelta(days=count)
    assert days.is_court_day(end)


@given(_DATES, st.integers(1, 300))
def test_a_day_more_is_never_an_earlier_end(start, count):
    assert days.add_days(start, count) <= days.add_days(start, count + 1)
