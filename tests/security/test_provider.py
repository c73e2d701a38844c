"""The sign-on provider: how long a code lives, and by which way it is told."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone

from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def court():
    """A court with somebody who may sign in."""
    made = walking.open_court("casb", at=clock.now())
    walking.open_account(at=clock.now())
    return made


@pytest.mark.parametrize(("seconds", "status"), [(0, 200), (61, 400)])
def test_a_code_is_over_after_a_minute(court, monkeypatch, seconds, status):
    client = walking.browser()
    walking.sign_in(client)
    fields = walking.fresh_code(client, court)
    later = timezone.now() + timedelta(seconds=seconds)

    monkeypatch.setattr(timezone, "now", lambda: later)

    assert walking.browser().post("/cso/o/token/", fields).status_code == status


@pytest.mark.parametrize("mode", ["fragment", "form_post", "web_message"])
def test_the_answer_comes_in_the_query_whatever_is_asked(court, mode):
    client = walking.browser()
    walking.sign_in(client)
    page = client.get("/casb/sign-in/?max_age=1000000")  # signed in: nothing is asked
    assert page.status_code == 302
    stranger = walking.browser().get("/casb/sign-in/").headers["Location"]

    answer = client.get(f"{urlsplit(stranger).path}?{urlsplit(stranger).query}&response_mode={mode}")

    led = urlsplit(answer.headers["Location"])
    assert led.fragment == "" and ({"code", "error"} & set(parse_qs(led.query)))
