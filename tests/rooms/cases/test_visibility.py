"""Finding a case by its number."""

import pytest

from openecf.courthouse.cases import numbers, visibility
from openecf.courthouse.cases.numbers import NotACaseNumber
from openecf.courthouse.cases.visibility import NoSuchCase
from openecf.courthouse.people.viewer import Viewer
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


def test_a_case_is_found_by_any_way_to_write_its_number(at):
    room = fixtures.room(at)
    viewer = Viewer(court_id="casb")

    for text in ("26-00001", "26-1", "3:26-bk-00001", "26-00001-CL7"):
        assert visibility.case_for(viewer, text) == room.case


def test_a_wrong_number_is_named_in_the_refusal(at):
    fixtures.room(at)

    with pytest.raises(NoSuchCase) as refusal:
        visibility.case_for(Viewer(court_id="casb"), "26-9999")

    assert "26-09999 is not a case number of this court" in refusal.value.sentence


def test_what_is_no_number_is_said_to_be_none(at):
    with pytest.raises(NotACaseNumber):
        visibility.case_for(Viewer(court_id="casb"), "doe")


def test_a_case_of_another_court_is_not_there(at):
    room = fixtures.room(at)

    with pytest.raises(NoSuchCase):
        visibility.case_for(Viewer(court_id="exab"), numbers.short(room.case))


def test_the_kind_must_fit_when_it_is_typed(at):
    fixtures.room(at)

    with pytest.raises(NoSuchCase):
        visibility.case_for(Viewer(court_id="casb"), "26-ap-00001")
