"""A defect is told in plain words, and its cause stays in the log."""

import pytest

from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db


def test_a_defect_is_written_down_under_its_reference_and_shown_without_it(monkeypatch, caplog):
    walking.open_court("casb", at=clock.now())
    caplog.set_level("INFO")

    def broken(*args, **kwargs):
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr("openecf.courthouse.people.viewer.viewer_for", broken)
    page = walking.browser(raise_request_exception=False).get("/casb/")

    assert page.status_code == 500
    assert "the inside of the house" not in page.content.decode() and "Traceback" not in page.content.decode()
    line = next(one.getMessage() for one in caplog.records if one.name == "openecf.errors")
    assert line.split()[0] in page.content.decode()
    defect = next(one for one in caplog.records if one.name == "django.request" and one.exc_info)
    assert "the inside of the house" in str(defect.exc_info[1])
