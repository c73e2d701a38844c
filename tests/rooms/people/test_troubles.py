"""What "Why can't I ...?" found stays under a reference."""

from dataclasses import replace

import pytest

from openecf.courthouse.people import troubles, viewer
from openecf.courthouse.people.troubleshooting import Finding
from openecf.foundation.refusals import NoSuchRecord, NotYours
from tests import people_cast as cast

pytestmark = pytest.mark.django_db
CLERK = viewer.Viewer(court_id="casb", person_id=1, role="clerk")
FOUND = (
    Finding("Signed in", True, "You are signed in as barbaratest."),
    Finding("Linked in this court", False, "No CM/ECF account of this court is linked.", "link"),
)


def test_a_trouble_is_found_by_its_reference(casb, at):
    seen = cast.signed_in(casb, at=at)

    reference = troubles.note(seen, casb, "link", FOUND, at=at)
    found = troubles.trouble(CLERK, casb, f" {reference.lower()} ")

    assert (found.question, found.findings, found.username) == ("link", FOUND, "barbaratest")


def test_somebody_not_signed_in_has_troubles_too(casb, at):
    reference = troubles.note(viewer.Viewer(court_id="casb"), casb, "sign-in", FOUND[:1], at=at)

    assert troubles.trouble(CLERK, casb, reference).username == ""


def test_another_courts_trouble_is_not_there(casb, exab, at):
    reference = troubles.note(viewer.Viewer(court_id="casb"), casb, "link", (), at=at)

    with pytest.raises(NoSuchRecord):
        troubles.trouble(replace(CLERK, court_id="exab"), exab, reference)
    with pytest.raises(NotYours):
        troubles.trouble(CLERK, exab, reference)


def test_a_trouble_is_for_staff_only(casb, at):
    seen = cast.signed_in(casb, at=at)
    reference = troubles.note(seen, casb, "link", FOUND, at=at)

    with pytest.raises(NotYours):
        troubles.trouble(seen, casb, reference)
