"""Staying signed in: the page says until when, and asking to stay is a sign of life."""

import pytest

from tests import walking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]
DOORS = {"the center": "/cso/", "a court": "/casb/"}


@pytest.fixture
def client(at):
    walking.open_court("casb", at=at)
    walking.open_account(at=at)
    client = walking.browser()
    walking.sign_in(client)
    return client


@pytest.fixture(params=DOORS.values(), ids=DOORS)
def door(request):
    return request.param


def test_the_page_says_until_when_one_stays_signed_in(client, door):
    zone = "12:30 PM Central" if door == "/cso/" else "10:30 AM Pacific"

    assert f"You stay signed in until {zone}" in walking.told(client.get(f"{door}help/"))


def test_who_is_not_signed_in_is_told_nothing(door, client):
    page = walking.browser().get(f"{door}help/")

    assert "You stay signed in" not in walking.told(page)
    assert "staying" not in page.content.decode()


def test_asking_to_stay_begins_the_half_hour_anew(client, door, time):
    for _ in range(4):
        time(minutes=26)
        answer = client.get(f"{door}stay/")
        assert answer.status_code == 200
        assert answer.json()["idle"] == 1800

    assert answer.json()["total"] == (12 * 60 - 104) * 60


def test_an_idle_sign_on_can_not_be_brought_back(client, door, time):
    time(minutes=31)

    answer = client.get(f"{door}stay/")

    assert (answer.status_code, answer.json()) == (401, {"signed_in": False})


def test_twelve_hours_after_the_password_it_is_over_whatever_was_done(client, door, time):
    for _ in range(27):
        time(minutes=26)
        last = client.get(f"{door}stay/")
    assert last.json()["idle"] == last.json()["total"] == 18 * 60

    time(minutes=18)

    assert client.get(f"{door}stay/").status_code == 401


def test_signing_in_again_in_another_window_keeps_forms_valid(client, door, time):
    """The work typed in the first window is sent with its old token, and taken."""
    client.handler.enforce_csrf_checks = True
    form = client.get(f"{door}log-out/")
    token = form.content.decode().split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    time(minutes=31)
    client.handler.enforce_csrf_checks = False
    page = walking.sign_in(client, door="/casb/", max_age=600)
    assert page.status_code == 200

    client.handler.enforce_csrf_checks = True
    answer = client.post(f"{door}log-out/", {"csrfmiddlewaretoken": token})

    assert answer.status_code == 303


def test_the_window_in_which_one_signed_in_again_leads_back(client, door):
    assert "go on in the other one" in walking.told(client.get(f"{door}stay/done/"))
