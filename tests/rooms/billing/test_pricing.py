from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openecf.courthouse.billing import pricing

TODAY = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("pages", "report", "cents"),
    [
        (1, "document", 10),
        (9, "document", 90),
        (30, "document", 300),
        (54, "document", 300),
        (1, "docket", 10),
        (31, "docket", 300),
        (400, "claims", 300),
        (31, "search", 310),
        (1000, "search", 10000),
    ],
)
def test_a_page_costs_ten_cents_and_thirty_pages_are_the_most_for_a_case(pages, report, cents):
    assert pricing.price(pages, report, at=TODAY) == cents


@pytest.mark.parametrize(
    ("text_bytes", "pages"), [(0, 1), (1, 1), (4320, 1), (4321, 2), (8640, 2), (8641, 3)]
)
def test_4320_bytes_of_text_are_a_page(text_bytes, pages):
    assert pricing.pages_of_text(text_bytes, at=TODAY) == pages


@pytest.mark.parametrize(("rows", "pages"), [(0, 1), (1, 1), (54, 1), (55, 2), (108, 2), (109, 3)])
def test_54_results_are_a_page_and_nothing_found_is_one(rows, pages):
    assert pricing.pages_of_rows(rows, at=TODAY) == pages


@pytest.mark.parametrize(("cents", "due"), [(0, 0), (1230, 0), (3000, 0), (3010, 3010)])
def test_thirty_dollars_a_quarter_are_waived_and_above_it_all_is_due(cents, due):
    assert pricing.due(cents, at=TODAY) == due


def test_prices_go_by_the_day_they_came_into_force():
    assert pricing.waived_cents(at=datetime(2019, 12, 31, 18, 0, tzinfo=UTC)) == 1500
    assert pricing.waived_cents(at=datetime(2020, 1, 1, 5, 59, tzinfo=UTC)) == 1500
    assert pricing.waived_cents(at=datetime(2020, 1, 1, 6, 0, tzinfo=UTC)) == 3000


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_never_costs_less(some, more):
    for report in ("document", "docket", "search"):
        low, high = sorted((some, more))
        assert pricing.price(low, report, at=TODAY) <= pricing.price(high, report, at=TODAY)


@given(st.integers(0, 10**7))
def test_a_case_report_never_costs_more_than_its_cap(text_bytes):
    pages = pricing.pages_of_text(text_bytes, at=TODAY)

    assert pricing.price(pages, "docket", at=TODAY) <= pricing.most("docket", at=TODAY) == 300
    assert pricing.most("search", at=TODAY) is None
