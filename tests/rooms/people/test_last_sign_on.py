"""When somebody was last signed on at a court before now."""

import pytest

from openecf.courthouse.people import last_sign_on
from tests import walking

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]


@pytest.fixture
def casb(at):
    walking.open_account(at=at)
    return walking.open_court("casb", at=at)


def who(client):
    return walking.go(client, "/casb/").context["viewer"]


def test_the_first_sign_on_has_none_before(casb):
    client = walking.browser()
    page = walking.sign_in(client)

    assert last_sign_on.before(who(client)) is None
    assert "This is your first sign-on at this court." in walking.told(page)


def test_another_browser_sees_the_one_before(casb, at, time):
    walking.sign_in(walking.browser())
    time(days=1)
    client = walking.browser()
    page = walking.sign_in(client)

    assert last_sign_on.before(who(client)) == at
    assert "Nov 24, 2026 10:00:00 AM Pacific" in walking.told(page)


def test_giving_the_password_again_is_the_same_sign_on(casb, time):
    client = walking.browser()
    walking.sign_in(client)
    time(minutes=12)
    page = walking.go(client, "/casb/sign-in/?max_age=600")
    walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD})

    assert last_sign_on.before(who(client)) is None


def test_what_others_did_is_not_told(casb, at):
    walking.open_account("annray2026", at=at)
    walking.sign_in(walking.browser(), username="annray2026")
    client = walking.browser()
    walking.sign_in(client)

    assert last_sign_on.before(who(client)) is None
