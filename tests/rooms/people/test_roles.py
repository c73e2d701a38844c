"""Rights that acts ask for."""

import pytest

from openecf.courthouse.people import registering, roles
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NotYours
from tests import walking

pytestmark = pytest.mark.django_db


def test_staff_of_another_court_are_refused_by_the_act_itself(at):
    casb = walking.open_court("casb", at=at)
    clerk = Viewer(court_id="exab", role="clerk", person_id=1, court_user_id=1)

    roles.require_staff(clerk)
    with pytest.raises(NotYours):
        roles.require_staff(clerk, casb)
    with pytest.raises(NotYours):
        registering.refuse(clerk, casb, "REG-0000", mark="", reason="no", at=at)
