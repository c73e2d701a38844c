from dataclasses import replace
from datetime import date, timedelta

import pytest

from openecf.courthouse.access import heads
from openecf.courthouse.access.reports import docket
from openecf.courthouse.access.reports.docket import DocketReport
from openecf.courthouse.cases import numbers
from openecf.courthouse.cases.models import Appearance, Flag, Party
from openecf.courthouse.docket import visibility
from openecf.courthouse.docket.models import DocketEntry
from tests import reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(case, at):
    """Three entries on three days; the second has no number."""
    first = reading_room.entry(case, at, "Petition", pages=(12, 3))
    second = reading_room.entry(case, at + timedelta(days=1), "Meeting held", pages=(), numbered=False)
    third = reading_room.entry(case, at + timedelta(days=2), "Order", pages=(2,))
    return first, second, third


def read(viewer, case, at, **options):
    """Read what a purchase would show, without the purchase."""
    wanted = DocketReport(numbers.short(case), **options)
    return DocketReport.from_request(wanted.offer(viewer, at=at).request).read(viewer)


def texts(sheet) -> list[str]:
    return [row[2].split(" (")[0] for row in sheet.entries]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("newest", ["Order", "Meeting held", "Petition"]),
        ("oldest", ["Petition", "Meeting held", "Order"]),
    ],
)
def test_entries_stand_in_the_order_asked_for(viewer, case, three, at, sort, order):
    assert texts(read(viewer, case, at, sort=sort)) == order


def test_a_part_is_chosen_by_number_and_by_day(viewer, case, three, at):
    by_number = read(viewer, case, at, first_number=2, sort="oldest")
    by_day = read(viewer, case, at, from_date=date(2026, 11, 25), to_date=date(2026, 11, 25))
    by_entry = read(viewer, case, at, from_date=date(2026, 11, 26), by_day_entered=True)

    assert (texts(by_number), texts(by_day), texts(by_entry)) == (["Order"], ["Meeting held"], ["Order"])


def test_a_row_has_its_main_document_only(viewer, case, three, at):
    rows = list(read(viewer, case, at, sort="oldest").entries)

    assert [row[5:] for row in rows] == [
        (reading_room.doc_id(three[0]), 12),
        (None, None),
        (reading_room.doc_id(three[2]), 2),
    ]


def test_the_question_kept_ready_answers_as_the_visible_entries_do(viewer, court, case, three, at):
    clerk = reading_room.viewer(reading_room.staff(court, at), at)
    for who in (viewer, clerk):
        sheet = read(who, case, at, sort="oldest")
        visible = visibility.visible_entries(who, case).order_by("position")
        assert [row[2] for row in sheet.entries] == [entry.text for entry in visible]


def test_a_long_docket_is_read_row_by_row(viewer, case, three, at, monkeypatch):
    monkeypatch.setattr(docket, "SHORT", 1)

    sheet = read(viewer, case, at, sort="oldest")

    assert not isinstance(sheet.entries, list)
    assert texts(sheet) == ["Petition", "Meeting held", "Order"]


def test_more_to_read_costs_more_and_less_costs_less(viewer, case, three, at):
    DocketEntry.objects.filter(case=case).update(text="word " * 2000)

    whole = DocketReport(numbers.short(case)).offer(viewer, at=at)
    part = DocketReport(numbers.short(case), first_number=2).offer(viewer, at=at)

    assert (whole.pages, part.pages) == (7, 3)


def test_the_same_question_has_the_same_hash_whoever_asks(viewer, court, case, three, at):
    other = reading_room.viewer(reading_room.person(court, at, "olive"), at)
    wanted = DocketReport(numbers.short(case))

    assert wanted.offer(viewer, at=at).content_hash == wanted.offer(other, at=at).content_hash
    assert (
        wanted.offer(viewer, at=at).content_hash
        != replace(wanted, sort="oldest").offer(viewer, at=at).content_hash
    )


def test_the_head_is_kept_as_it_was_priced(viewer, court, case, at):
    clerk = reading_room.staff(court, at).court_user
    Appearance.objects.create(party=Party.objects.get(), court_user=clerk, lead=True)
    Flag.objects.create(case=case, code="DebtEd", set_at=at)
    head = heads.head(case)

    kept = heads.from_json(heads.as_json(head))

    assert kept.caption == head.caption
    assert list(kept.flags) == ["DebtEd"]
    assert kept.parties[0].details == "1 Example St\nSan Diego, CA 92101\nSSN / ITIN: xxx-xx-1234"
    assert kept.parties[0].acting[0].name == "Clark Clerk"
    assert kept.parties[0].acting[0].details == "LEAD ATTORNEY"


def test_terminated_parties_can_be_left_out(viewer, case, at):
    reading_room.debtor(case, "Gone", "Gail")
    Party.objects.filter(last_name="Gone").update(ended_date=date(2026, 1, 2))

    everybody = read(viewer, case, at).head.parties
    current = read(viewer, case, at, ended_parties=False).head.parties
    nobody = read(viewer, case, at, parties=False).head.parties

    assert [one.name for one in everybody] == ["Jane Doe", "Gail Gone"]
    assert "TERMINATED: 01/02/2026" in everybody[1].details
    assert ([one.name for one in current], list(nobody)) == (["Jane Doe"], [])


def test_restricted_documents_open_for_those_in_the_case(viewer, court, case, at):
    clerk = reading_room.viewer(reading_room.staff(court, at), at)
    reading_room.entry(case, at)

    assert not read(viewer, case, at).may_open("parties")
    assert read(clerk, case, at).may_open("court")


def test_reading_a_bought_docket_asks_one_question(viewer, case, three, at, django_assert_num_queries):
    request = DocketReport(numbers.short(case)).offer(viewer, at=at).request
    list(DocketReport.from_request(request).read(viewer).entries)

    with django_assert_num_queries(1):
        list(DocketReport.from_request(request).read(viewer).entries)
