"""Which part of a docket is asked for, and who may open what."""

from datetime import date, timedelta

import pytest

from openecf.courthouse.docket import entries, sheet, together, visibility
from openecf.courthouse.docket.entries import NewEntry, Paper
from openecf.courthouse.docket.models import DocketEntry, EntryDocument
from openecf.courthouse.docket.sheet import Filters
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(at):
    return fixtures.room(at)


def enter(room, at, *, numbered=True, papers=(), filed_date=None, **facts):
    new = NewEntry(
        "order", "Order.", "jj", filed_date or at.date(), papers=papers, numbered=numbered, **facts
    )
    made = entries.rows(room.case, new, at=at)
    assert together.write(entries.counter(room.case, numbered=numbered), [made.entry, *made.hanging])
    return made.entry


def test_numbers_skip_entries_without_one_and_positions_do_not(room, at):
    made = [enter(room, at, numbered=numbered) for numbered in (True, False, True)]

    rows = DocketEntry.objects.order_by("position").values_list("position", "number")
    assert list(rows) == [(1, 1), (2, None), (3, 2)]
    assert [one.pk for one in made] == list(
        DocketEntry.objects.order_by("position").values_list("pk", flat=True)
    )


def test_what_hangs_on_an_entry_is_written_with_it(room, at):
    first = enter(room, at)
    papers = [Paper(fixtures.document(room.court, at), name) for name in ("Main Document", "Exhibit A")]

    second = enter(room, at, papers=papers, refers_to=[first.pk])

    assert list(second.refers_to.all()) == [first]
    assert list(
        EntryDocument.objects.filter(entry=second).order_by("part").values_list("part", "description")
    ) == [(0, "Main Document"), (1, "Exhibit A")]


def test_nothing_is_written_when_the_counters_condition_fails(room, at):
    new = NewEntry("order", "Order.", "jj", at.date())
    made = entries.rows(room.case, new, at=at)
    counter = entries.counter(room.case, numbered=True, condition="%s = 2", parameters=(1,))

    assert not together.write(counter, [made.entry])

    assert not DocketEntry.objects.exists()
    room.case.refresh_from_db()
    assert room.case.last_number == 0


@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        (Filters(), [1, 2, 3]),
        (Filters(first_number=2), [2, 3]),
        (Filters(last_number=2), [1, 2]),
        (Filters(from_date=date(2026, 11, 25)), [2, 3]),
        (Filters(to_date=date(2026, 11, 24)), [1]),
        (Filters(from_date=date(2026, 11, 25), to_date=date(2026, 11, 25)), [2]),
        (Filters(from_date=date(2026, 11, 26), by_entered_date=True), [3]),
        (Filters(to_date=date(2026, 11, 25), by_entered_date=True), [1, 2]),
    ],
)
def test_filters(room, at, filters, numbers):
    late = at.replace(day=26, hour=7)  # 11 PM of November 25 in the court
    enter(room, at)
    enter(room, late, filed_date=date(2026, 11, 25))
    enter(room, late + timedelta(hours=2), filed_date=date(2026, 11, 26))

    found = sheet.filtered(DocketEntry.objects.filter(case=room.case), filters, room.court.timezone)

    assert list(found.order_by("position").values_list("number", flat=True)) == numbers


@pytest.mark.parametrize(
    ("restricted", "who", "may"),
    [
        ("", "outsider", True),
        ("parties", "outsider", False),
        ("parties", "ann", True),
        ("parties", "clark", True),
        ("court", "ann", False),
        ("court", "jo", True),
    ],
)
def test_a_restriction_hides_the_document_and_not_the_line(room, at, restricted, who, may):
    entry = enter(room, at, restricted=restricted)
    outsider = fixtures.court_user(room.court, at, "Olga", "Out")
    viewer = fixtures.viewer(outsider if who == "outsider" else getattr(room, who), at)

    assert list(visibility.visible_entries(viewer, room.case)) == [entry]
    assert visibility.may_open(viewer, entry) is may
