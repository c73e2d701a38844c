"""Clerks and judges come by invitation."""

from dataclasses import replace

import pytest

from openecf.courthouse.people import invitation, linking, obstacles, viewer
from openecf.courthouse.people.models import CourtUser
from tests import people_cast as cast

pytestmark = pytest.mark.django_db
CLARK = invitation.Invited(
    iss=cast.ISS, sub="sub-clark001", username="clark001", first_name="Clark", last_name="Kent", initials="ck"
)


def test_a_clerk_invited_before_the_first_sign_on_is_staff_then(casb, at):
    invitation.invite(casb, CLARK, "clerk", at=at)

    seen = cast.signed_in(casb, at=at, username="clark001")

    assert (seen.role, seen.is_staff, seen.court_user_name) == ("clerk", True, "Clark Kent")


def test_somebody_signed_in_is_staff_on_the_next_request(casb, at):
    key = cast.sign_on(casb, at=at, username="clark001")

    invitation.invite(casb, CLARK, "judge", at=at)

    assert viewer.viewer_for(key, casb, at=at).role == "judge"


def test_nobody_is_invited_twice(casb, at):
    invitation.invite(casb, CLARK, "clerk", at=at)

    with pytest.raises(invitation.HasAnAccount):
        invitation.invite(casb, replace(CLARK, last_name="Lane"), "judge", at=at)

    assert CourtUser.objects.count() == 1


def test_only_staff_are_invited(casb, at):
    with pytest.raises(invitation.NotStaff):
        invitation.invite(casb, CLARK, "attorney", at=at)


def test_staff_link_nothing(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.clerk(casb, at=at, username="clark001")

    with pytest.raises(obstacles.AlreadyLinked):
        linking.find_court_user(seen, casb, login="bcasb", password=cast.PASSWORD, address="", at=at)
