"""What was mailed to the viewer."""

from datetime import timedelta

import pytest

from openecf.courthouse.courts import creation
from openecf.courthouse.notices import received
from openecf.courthouse.notices.models import Delivery
from openecf.courthouse.people.roles import SignInFirst
from openecf.courthouse.people.viewer import Viewer
from tests import noticeboard

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(at):
    return noticeboard.build(creation.create_court("casb", at=at), at)


def test_the_newest_notice_comes_first(scene, at):
    scene.announce(at=at)
    later = scene.enter(at=at + timedelta(hours=1))
    noticeboard.announce(later, at=at + timedelta(hours=1))

    found = received.latest(noticeboard.viewer_of(scene.trustee))

    assert [one.entry_number for one in found] == [2, 1]
    assert {one.email for one in found} == {"tess@trust.example.org"}
    assert found[0].subject.endswith("Motion for Relief from Stay")


def test_only_refused_mail_counts_as_undelivered(scene, at):
    scene.announce(at=at)
    viewer = noticeboard.viewer_of(scene.trustee)
    assert received.undelivered(viewer) == ()

    Delivery.objects.filter(email="tess@trust.example.org").update(
        state="undelivered", failure="Unknown user."
    )

    (lost,) = received.undelivered(viewer)
    assert lost.failure == "Unknown user."


def test_somebody_who_is_not_linked_received_nothing(scene, at):
    scene.announce(at=at)

    assert received.latest(Viewer(court_id="casb", person_id=1)) == ()


def test_nobody_signed_in_is_asked_to_sign_in(scene):
    with pytest.raises(SignInFirst):
        received.latest(Viewer(court_id="casb"))
