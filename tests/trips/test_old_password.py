"""Where the policy asks for new passwords: User Update Required after signing in, with three skips."""

from datetime import timedelta

import pytest

from openecf.center.accounts.models import Account
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db
NEW = {"password": "Open-Herons-26!", "password_again": "Open-Herons-26!"}


@pytest.fixture
def account(settings):
    settings.PASSWORDS = "pacer"
    walking.open_court("casb", at=clock.now())
    return walking.open_account(at=clock.now() - timedelta(days=200))


def sign_in():
    """Sign in at a court with a new browser; return the browser and the page that comes last."""
    client = walking.browser()
    return client, walking.sign_in(client)


def test_an_old_password_is_changed_on_the_way_to_the_court(account):
    client, page = sign_in()
    assert "User Update Required" in walking.told(page) and "3 more times" in walking.told(page)

    wrong = walking.send(client, page.where, {"old_password": walking.PASSWORD, "password": "a"})
    assert "Type the password again." in walking.told(wrong)
    weak = walking.send(
        client, page.where, {"old_password": walking.PASSWORD} | dict.fromkeys(NEW, "herons " * 3)
    )
    assert "Use a small letter, a capital" in walking.told(weak)
    page = walking.send(client, page.where, {"old_password": walking.PASSWORD} | NEW)

    assert page.where == "http://localhost:8000/casb/"
    assert page.context["viewer"].account_number == account.number


def test_it_is_put_off_three_times_and_then_no_more(account):
    for left in ("3 more times", "2 more times", "1 more time."):
        client, page = sign_in()
        assert left in walking.told(page)
        page = walking.send(client, page.where, {"skip": "yes"})
        assert page.where == "http://localhost:8000/casb/"

    client, page = sign_in()
    assert "skipped any more" in walking.told(page) and b'name="skip"' not in page.content
    refused = walking.send(client, page.where, {"skip": "yes"})
    assert "You have put this off as often as you may" in walking.told(refused)
    assert "User Update Required" in walking.told(walking.go(client, "/casb/sign-in/"))
    assert Account.objects.get().password_skips == 3


def test_under_the_other_policy_nobody_is_asked(account, settings):
    settings.PASSWORDS = "nist"

    _, page = sign_in()

    assert page.where == "http://localhost:8000/casb/"
