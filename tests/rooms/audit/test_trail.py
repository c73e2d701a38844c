"""Reading the trail."""

from datetime import timedelta

import pytest

from openecf.audit import trail

pytestmark = pytest.mark.django_db


def test_the_latest_line_comes_first_and_others_stay_out(at):
    trail.record("casb", "1234567", "filing.filed", "one", at=at)
    trail.record("casb", "1234567", "filing.filed", "two", at=at + timedelta(hours=1))
    trail.record("casb", "7654321", "filing.filed", "of somebody else", at=at)
    trail.record("exab", "1234567", "filing.filed", "of another court", at=at)

    lines = trail.entries_for("casb", ["1234567"], since=at, until=at + timedelta(days=1))

    assert [line.subject for line in lines] == ["two", "one"]


def test_the_last_instant_is_not_part_of_the_range(at):
    trail.record("casb", "1234567", "filing.filed", at=at)

    assert trail.entries_for("casb", ["1234567"], since=at - timedelta(days=1), until=at) == []
    assert len(trail.entries_for("casb", ["1234567"], since=at, until=at + timedelta(seconds=1))) == 1


def test_lines_can_be_narrowed_to_some_acts(at):
    trail.record("casb", "1234567", "filing.filed", at=at)
    trail.record("casb", "1234567", "people.linked", at=at)

    lines = trail.entries_for(
        "casb", ["1234567"], actions=["people.linked"], since=at, until=at + timedelta(days=1)
    )

    assert [line.action for line in lines] == ["people.linked"]


def test_a_line_is_found_by_its_reference_in_its_own_court_only(at):
    trail.record("casb", "1234567", "people.linked", reference="LNK-7F3K-92QD", at=at)

    assert trail.line_by_reference("casb", "LNK-7F3K-92QD").action == "people.linked"
    assert trail.line_by_reference("exab", "LNK-7F3K-92QD") is None
