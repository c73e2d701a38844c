"""Forgot username/password, and changing password and address while signed in."""

import pytest

from openecf.center.accounts import passwords
from openecf.center.accounts.models import Account, MailedLink
from openecf.letters.models import Letter
from tests import walking
from tests.mailbag import letters_about, path_in

pytestmark = pytest.mark.django_db
NEW = "eight herons over loud water"
TWICE = {"password": NEW, "password_again": NEW}


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


def forget(client, typed="barbaratest@example.org"):
    """Send the Forgot form and return the page that follows."""
    return walking.send(client, "/cso/forgot/", {"email_or_username": typed})


def reset_path():
    """Return the path of the latest link for a new password."""
    return path_in(letters_about("link for a new password")[-1])


def signed_in():
    """Return a browser that is signed in at the center."""
    return sign_in(walking.browser())


def sign_in(client, username="barbaratest", password=walking.PASSWORD):
    """Sign in by PACER LOGIN."""
    page = walking.go(client, "/cso/login/?next=/cso/account/")
    walking.send(client, page.where, {"username": username, "password": password})
    return client


def at_center(client):
    """Tell whether the browser is signed in at the center."""
    return client.get("/cso/account/").status_code == 200


def test_a_forgotten_password_is_set_anew_and_every_browser_is_out(account):
    old = signed_in()
    client = walking.browser()

    page = forget(client)
    assert "If there is an account" in walking.told(page)
    page = walking.go(client, reset_path())
    assert "Your username is barbaratest" in walking.told(page)
    page = walking.send(client, reset_path(), TWICE)

    assert "Your new password is set" in walking.told(page)
    assert at_center(old) is False
    assert not at_center(sign_in(client))  # the old password
    assert at_center(sign_in(client, password=NEW))


@pytest.mark.parametrize(
    "typed", ["barbaratest", "BarbaraTest@EXAMPLE.org", "nobody@example.org", "nobody.at.all"]
)
def test_the_answer_is_always_the_same(account, typed):
    assert forget(walking.browser(), typed).content == forget(walking.browser(), "somebody").content


def test_an_empty_form_is_told_so(account):
    page = forget(walking.browser(), "")

    assert "Enter your e-mail address or your username." in walking.told(page)


def test_scanners_weak_passwords_and_typing_errors_use_nothing_up(account):
    client = walking.browser()
    forget(client)
    path = reset_path()

    assert [client.head(path).status_code, client.get(path).status_code] == [200, 200]
    page = walking.send(client, path, {"password": "short", "password_again": "short"})
    assert "at least 15 characters" in walking.told(page)
    page = walking.send(client, path, {"password": NEW, "password_again": "something else"})
    assert "The two passwords differ." in walking.told(page)

    assert "Your new password is set" in walking.told(walking.send(client, path, TWICE))


def test_a_used_link_says_so_and_a_dead_one_how_to_get_another(account, at):
    client = walking.browser()
    forget(client)
    forget(client)
    first, second = (path_in(letter) for letter in letters_about("link for a new password"))
    walking.send(client, second, TWICE)

    assert "Your new password is set" in walking.told(walking.send(client, second, TWICE))  # pressed twice
    page = walking.send(
        client, second, {"password": "another wish of mine", "password_again": "another wish of mine"}
    )
    assert page.status_code == 410 and "This link no longer works" in walking.told(page)
    page = client.get(first)
    assert page.status_code == 410 and "Ask for a new link" in walking.told(page)
    account.refresh_from_db()
    assert passwords.is_right(account, NEW)


def test_a_made_up_link_gets_the_same_page(db):
    assert walking.browser().get(f"/cso/forgot/{'A' * 43}/").status_code == 410


@pytest.mark.parametrize("page", ["", "password/", "email/", "billing-preferences/", f"email/{'A' * 43}/"])
def test_account_pages_ask_to_sign_in_and_lead_back(account, page):
    client = walking.browser()

    answer = walking.go(client, f"/cso/account/{page}")

    assert "PACER LOGIN" in walking.told(answer)
    answer = walking.send(client, answer.where, {"username": "barbaratest", "password": walking.PASSWORD})
    assert answer.where.endswith(f"/cso/account/{page}")


def test_a_password_is_changed_here_and_other_browsers_are_out(account):
    here, there = signed_in(), signed_in()

    page = walking.send(here, "/cso/account/password/", TWICE | {"old_password": walking.PASSWORD})

    assert "Your password is changed" in walking.told(page)
    assert at_center(here) and not at_center(there)
    assert Account.objects.get().check_password(NEW)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"old_password": "not it at all"}, "This is not your present password"),
        ({"old_password": ""}, "Enter your present password."),
        ({"password": "short", "password_again": "short"}, "at least 15 characters"),
        ({"password_again": "else"}, "The two passwords differ."),
        (
            {"password": walking.PASSWORD, "password_again": walking.PASSWORD},
            "Your new password is the same as the present one",
        ),
    ],
)
def test_a_password_change_with_wrong_input_changes_nothing(account, changes, sentence):
    page = walking.send(
        signed_in(), "/cso/account/password/", TWICE | {"old_password": walking.PASSWORD} | changes
    )

    assert sentence in walking.told(page)
    assert Account.objects.get().check_password(walking.PASSWORD)


def test_an_address_is_changed_by_a_link_its_holder_confirms(account):
    client = signed_in()
    fields = {"email": "new@example.org", "email_again": "new@example.org", "old_password": walking.PASSWORD}

    page = walking.send(client, "/cso/account/email/", fields)
    assert "Check your mail" in walking.told(page)
    path = path_in(letters_about("Confirm the new e-mail", to="new@example.org")[0])
    assert "will have the address new@example.org" in walking.told(walking.go(client, path))
    assert Account.objects.get().email == "barbaratest@example.org"
    page = walking.send(client, path, {})

    assert "Your e-mail address is changed" in walking.told(page)
    assert Account.objects.get().email == "new@example.org"


def test_a_strangers_account_confirms_no_address(account, at):
    walking.open_account("stranger1", at=at)
    fields = {
        "email": "typo@example.org",
        "email_again": "typo@example.org",
        "old_password": walking.PASSWORD,
    }
    walking.send(signed_in(), "/cso/account/email/", fields)
    path = path_in(letters_about("Confirm the new e-mail", to="typo@example.org")[0])
    stranger = walking.browser()
    sign_in(stranger, "stranger1")

    assert stranger.get(path).status_code == 410
    assert stranger.post(path).status_code == 410
    assert Account.objects.get(username="barbaratest").email == "barbaratest@example.org"


def test_an_address_needs_the_password_and_a_dead_link_a_new_one(account, at):
    client = signed_in()
    fields = {
        "email": "new@example.org",
        "email_again": "new@example.org",
        "old_password": "a guess that fails",
    }

    page = walking.send(client, "/cso/account/email/", fields)
    assert "This is not your present password" in walking.told(page)
    assert not Letter.objects.exists()
    walking.send(client, "/cso/account/email/", fields | {"old_password": walking.PASSWORD})
    MailedLink.objects.update(expires_at=at.replace(year=2020))
    page = client.get(path_in(letters_about("Confirm the new e-mail")[0]))

    assert page.status_code == 410 and b"/cso/account/email/" in page.content


def test_preferences_are_shown_and_kept(account):
    client = signed_in()
    assert b"checked" in walking.go(client, "/cso/account/billing-preferences/").content

    page = walking.send(client, "/cso/account/billing-preferences/", {"client_code": "has space"})
    assert "no space or comma" in walking.told(page)
    page = walking.send(client, "/cso/account/billing-preferences/", {"client_code": "ACME-7"})

    assert "Saved" in walking.told(page)
    page = walking.told(walking.go(client, "/cso/account/"))
    assert "Not shown" in page and "ACME-7" in page


def test_my_account_shows_the_facts_and_the_meter(account):
    page = walking.told(walking.go(signed_in(), "/cso/account/"))

    for words in (
        account.number,
        "barbaratest",
        "BarbaraTest Casb",
        "Upgraded PACER Account",
        "$0.00 of $30.00",
    ):
        assert words in page
