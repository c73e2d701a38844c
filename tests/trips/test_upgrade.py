"""A legacy account holder upgrades, starting at a court or at the center."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db.models import F

from openecf.center.accounts.models import Account, MailedLink
from openecf.center.signon.models import ProviderSession
from tests import walking
from tests.mailbag import letters_about, path_in

pytestmark = pytest.mark.django_db
NEW = {
    "username": "lee.gacy.new",
    "password": "eight herons over loud water",
    "password_again": "eight herons over loud water",
    "birth_date": "04/28/1986",
    "county": "San Diego",
    "accepted": "on",
}
EMAIL = {"email": "lee.new@example.org", "email_again": "lee.new@example.org"}
BACK = "http://localhost:8000/casb/utilities/link/"


@pytest.fixture
def legacy(at):
    walking.open_court("casb", at=at)
    return walking.open_account("lg4321", at=at, kind="legacy", email="lee@example.org", balance_cents=1230)


def sign_in(client, onward="/cso/upgrade/", username="LG4321"):
    """Sign in at the center, with the legacy account unless another is named."""
    page = walking.go(client, f"/cso/login/?next={quote(onward)}")
    return walking.send(client, page.where, {"username": username, "password": walking.PASSWORD})


def asked(client, back=""):
    """Ask for the upgrade and return the path of the mailed link."""
    walking.send(client, "/cso/upgrade/" + (f"?next={quote(back)}" if back else ""), EMAIL)
    return path_in(letters_about("to upgrade your", to="lee.new@example.org")[-1])


def test_a_legacy_holder_upgrades_and_comes_back_to_the_court(legacy):
    client = walking.browser()

    page = walking.go(client, f"/cso/upgrade/?next={quote(BACK)}")
    assert "Sign in with your legacy account" in walking.told(page) and BACK.encode() in page.content
    page = sign_in(client, f"/cso/upgrade/?next={quote(BACK)}")
    assert "Legacy account lg4321" in walking.told(page)
    page = walking.send(client, page.where, EMAIL)
    assert "Check your mail" in walking.told(page)
    path = path_in(letters_about("to upgrade your", to="lee.new@example.org")[0])
    assert legacy.number in walking.told(walking.go(client, path))
    page = walking.send(client, path, NEW)

    assert "Your account is upgraded" in walking.told(page) and legacy.number in walking.told(page)
    assert f'href="{BACK}"'.encode() in page.content
    after = Account.objects.get()
    assert (after.pk, after.number, after.balance_cents) == (legacy.pk, legacy.number, 1230)
    assert (after.birth_date.isoformat(), after.county) == ("1986-04-28", "San Diego")
    page = walking.sign_in(client, username="lee.gacy.new", password=NEW["password"])
    assert page.context["viewer"].kind == "upgraded"
    assert page.context["viewer"].account_number == legacy.number


def test_the_old_username_stops_working_and_browsers_are_signed_out(legacy):
    client = walking.browser()
    sign_in(client)
    walking.send(walking.browser(), asked(client), NEW)

    assert "PACER LOGIN" in walking.told(walking.go(client, "/cso/account/"))
    assert "Check them" in walking.told(sign_in(walking.browser()))


def test_an_upgraded_account_has_nothing_to_do(legacy, at):
    walking.open_account(at=at)
    client = walking.browser()
    sign_in(client, username="barbaratest")

    page = walking.send(client, "/cso/upgrade/", EMAIL)

    assert "is upgraded already" in walking.told(page)
    assert not MailedLink.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "lg4321"}, "A username has 8 to 45"),
        ({"username": "BarbaraTest"}, "Somebody has this username already"),
        ({"password": "short", "password_again": "short"}, "at least 15 characters"),
        ({"password_again": "else"}, "The two passwords differ."),
        ({"birth_date": "yesterday"}, "Enter the date of birth as month/day/year"),
        ({"county": ""}, "Enter the county you live or work in."),
        ({"accepted": ""}, "tick that you accept them"),
    ],
)
def test_wrong_wishes_are_told_and_use_nothing_up(legacy, at, changes, sentence):
    walking.open_account(at=at)
    client = walking.browser()
    sign_in(client)
    path = asked(client)

    assert sentence in walking.told(walking.send(client, path, NEW | changes))
    assert "Your account is upgraded" in walking.told(walking.send(client, path, NEW))


def test_wrong_addresses_are_told(legacy):
    client = walking.browser()
    sign_in(client)

    page = walking.send(client, "/cso/upgrade/", EMAIL | {"email_again": "other@example.org"})

    assert "The two e-mail addresses differ." in walking.told(page)


def test_scanners_use_nothing_up_and_sending_twice_is_one_upgrade(legacy):
    client = walking.browser()
    sign_in(client)
    path = asked(client)

    assert [walking.browser().head(path).status_code, walking.browser().get(path).status_code] == [200, 200]
    pages = [walking.send(client, path, NEW), walking.send(client, path, NEW), walking.go(client, path)]

    assert all("Your account is upgraded" in walking.told(page) for page in pages)
    assert len(letters_about("was upgraded", to="lee.new@example.org")) == 1


def test_a_dead_link_says_how_to_start_again(legacy, at):
    client = walking.browser()
    sign_in(client)
    path = asked(client)
    MailedLink.objects.update(expires_at=at.replace(year=2020))

    page = client.post(path, NEW)

    assert page.status_code == 410 and "Start the upgrade again" in walking.told(page)


@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example.net/casb/",
        "//evil.example.net/",
        "http://localhost:8000.evil.example.net/casb/",
        "javascript:alert(1)",
        "http://localhost:8000/casb\\@evil.example.net/",
    ],
)
def test_the_way_back_leads_to_courts_only(legacy, elsewhere):
    client = walking.browser()
    page = walking.go(client, f"/cso/upgrade/?next={quote(elsewhere)}")
    assert f'href="{elsewhere}"'.encode() not in page.content
    sign_in(client)

    page = walking.send(client, asked(client, elsewhere), NEW)

    assert b"Back to the court" not in page.content


def test_a_browser_left_alone_is_asked_to_sign_in_before_an_address_is_taken(legacy, at):
    client = walking.browser()
    sign_in(client)
    ProviderSession.objects.update(auth_time=F("auth_time") - timedelta(minutes=11))

    page = walking.send(client, "/cso/upgrade/", EMAIL)

    assert "Sign in again" in walking.told(page) and not MailedLink.objects.exists()
