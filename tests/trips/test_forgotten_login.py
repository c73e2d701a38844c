"""Forgot login/password: ask, open the letter's link, confirm; for the person who asked only."""

import re
from datetime import timedelta

import pytest

from openecf.courthouse.people.models import CourtUser, LoginReminder
from openecf.foundation import clock
from openecf.letters.models import Letter
from tests import people_cast as cast
from tests import walking

pytestmark = pytest.mark.django_db
FORGOT = "/casb/utilities/link/forgot/"
ANSWER = "If this court has a CM/ECF account like that, a message is on its way"


@pytest.fixture(autouse=True)
def the_clock(monkeypatch):
    monkeypatch.setattr(clock, "_offset", timedelta())


@pytest.fixture
def casb():
    return walking.open_court("casb", at=clock.now())


@pytest.fixture
def account(casb):
    return cast.old_account(casb, at=clock.now())


@pytest.fixture
def barbara(casb):
    walking.open_account(at=clock.now())
    client = walking.browser()
    walking.sign_in(client)
    return client


def link_in_the_letter():
    letter = Letter.objects.get(recipient="barbara@casblaw.example.org")
    return re.search(r"http://localhost:8000(/casb/utilities/link/reminder/\S+)", letter.body)[1]


def confirmed(client, page):
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    return walking.send(client, page.where, {"token": token, "names_checked": "on"})


@pytest.mark.parametrize(
    "asked",
    [{"login": "bcasb"}, {"email": "barbara@casblaw.example.org"}, {"bar_number": "CA 123321"}],
)
def test_from_the_question_to_the_link(barbara, account, asked):
    page = walking.send(barbara, FORGOT, asked)
    assert ANSWER in walking.told(page)

    page = walking.go(barbara, link_in_the_letter())
    assert "Barbara CASB" in walking.told(page)
    page = walking.send(barbara, link_in_the_letter(), {})
    assert "Do you want to link these accounts?" in walking.told(page)
    page = confirmed(barbara, page)

    assert "LNK-" in walking.told(page)
    assert "Bankruptcy" in walking.told(page)


def test_the_answer_is_the_same_for_an_unknown_record(barbara, account):
    known = walking.send(barbara, FORGOT, {"login": "bcasb"})
    unknown = walking.send(barbara, FORGOT, {"login": "nobody"})

    def plain(page):
        return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|\d+:\d\d', "", page.content.decode())

    assert plain(known) == plain(unknown)


def test_nothing_given_is_said(barbara, account):
    page = walking.send(barbara, FORGOT, {})

    assert "Enter your old login, or the e-mail address or bar number" in walking.told(page)


def test_opening_the_link_uses_nothing_up_but_the_button_does(barbara, account):
    walking.send(barbara, FORGOT, {"login": "bcasb"})
    link = link_in_the_letter()
    for _ in range(3):
        assert "Go on" in walking.told(walking.go(barbara, link))

    walking.send(barbara, link, {})

    assert "This link was used" in walking.told(walking.go(barbara, link))
    assert "This link was used" in walking.told(walking.send(barbara, link, {}))


def test_nobody_signed_in_is_led_through_sign_in_to_the_link(barbara, account):
    walking.send(barbara, FORGOT, {"login": "bcasb"})
    telephone = walking.browser()

    page = walking.go(telephone, link_in_the_letter())
    assert "PACER LOGIN" in walking.told(page)
    page = walking.send(telephone, page.where, {"username": "barbaratest", "password": walking.PASSWORD})

    assert "Go on" in walking.told(page)
    assert "LNK-" in walking.told(confirmed(telephone, walking.send(telephone, link_in_the_letter(), {})))


def test_somebody_else_is_told_to_sign_in_with_the_account_that_asked(barbara, account):
    walking.send(barbara, FORGOT, {"login": "bcasb"})
    walking.open_account("thief1234", at=clock.now())
    thief = walking.browser()
    walking.sign_in(thief, username="thief1234")

    for page in (walking.go(thief, link_in_the_letter()), walking.send(thief, link_in_the_letter(), {})):
        assert page.status_code == 403
        assert "This link works only for the PACER account that asked for it." in walking.told(page)
        assert "Barbara CASB" not in walking.told(page)

    assert not LoginReminder.objects.exclude(used_at=None).exists()


def test_after_24_hours_the_link_is_dead(barbara, account):
    walking.send(barbara, FORGOT, {"login": "bcasb"})
    link = link_in_the_letter()
    clock.set_now(clock.now() + timedelta(hours=24))
    walking.sign_in(barbara)

    page = walking.go(barbara, link)

    assert "older than 24 hours" in walking.told(page)
    assert not CourtUser.objects.filter(state="active").exists()


def test_a_stale_sign_on_steps_up_before_the_link(barbara, account):
    walking.send(barbara, FORGOT, {"login": "bcasb"})
    link = link_in_the_letter()
    clock.set_now(clock.now() + timedelta(minutes=11))

    assert barbara.get(link).headers["Location"].startswith("/casb/sign-in/?max_age=600")
    assert barbara.post(link).headers["Location"].startswith("/casb/sign-in/?max_age=600")
    assert not LoginReminder.objects.exclude(used_at=None).exists()
