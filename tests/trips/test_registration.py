"""From the Register form to a search in a court."""

import pytest

from openecf.center.accounts.models import Account, MailedLink
from openecf.letters.models import Letter
from tests import walking
from tests.mailbag import letters_about, path_in

pytestmark = pytest.mark.django_db

FORM = {
    "first_name": "Pat",
    "middle_name": "Q.",
    "last_name": "Public",
    "email": "pat@example.org",
    "email_again": "pat@example.org",
    "username": "pat.public",
    "password": "seven herons over water",
    "password_again": "seven herons over water",
}


@pytest.fixture
def client():
    return walking.browser()


def register(client, **changes):
    """Send the form as Pat, with changes; return the page that follows."""
    return walking.send(client, "/cso/register/", FORM | changes)


def test_somebody_registers_confirms_and_searches(client, at):
    walking.open_court("casb", at=at)
    page = walking.go(client, "/cso/")
    assert "Register" in walking.told(page) and "Southern" in walking.told(page)

    page = register(client)
    assert "Check your mail" in walking.told(page) and not Account.objects.exists()
    path = path_in(letters_about("Confirm your new PACER account", to="pat@example.org")[0])
    page = walking.go(client, path)
    assert "Pat Q. Public" in walking.told(page) and not Account.objects.exists()
    page = walking.send(client, path, {})

    account = Account.objects.get()
    assert "Your account is open" in walking.told(page) and account.number in walking.told(page)
    page = walking.sign_in(client, username="PAT.public", password="seven herons over water")
    assert page.where == "http://localhost:8000/casb/"
    assert page.context["viewer"].account_number == account.number
    assert not page.context["viewer"].may_file


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_name": ""}, "Enter your first name."),
        ({"last_name": ""}, "Enter your last name."),
        ({"email": "pat"}, "Enter an e-mail address like name@example.org."),
        ({"email_again": "other@example.org"}, "The two e-mail addresses differ."),
        ({"username": "short"}, "A username has 8 to 45"),
        ({"username": "pat public 1"}, "A username has 8 to 45"),
        ({"username": "ab1234"}, "A username has 8 to 45"),
        ({"password": "short", "password_again": "short"}, "at least 14 characters"),
        ({"password": "x" * 300, "password_again": "x" * 300}, "at most 256 characters"),
        ({"password": "passwordpassword", "password_again": "passwordpassword"}, "easily guessed"),
        (
            {"password": "my pat.public word", "password_again": "my pat.public word"},
            "may not contain your name",
        ),
        ({"password_again": "seven herons over wine"}, "The two passwords differ."),
    ],
)
def test_wrong_input_is_told_at_its_field_and_mails_nothing(client, changes, sentence):
    page = register(client, **changes)

    assert page.status_code == 200
    assert sentence in walking.told(page)
    assert b"<title>Error: Register" in page.content
    assert not Letter.objects.exists()
    for secret in (FORM["password"], changes.get("password", FORM["password"])):
        assert secret.encode() not in page.content


def test_the_form_answers_the_same_for_known_and_unknown_names_and_addresses(client, at):
    walking.open_account("pat.public", at=at, email="pat@example.org")

    known, unknown = (
        register(client),
        register(client, username="somebody.new", email="n@example.org", email_again="n@example.org"),
    )

    assert known.content == unknown.content


def test_a_taken_username_is_told_behind_the_link_and_another_is_taken(client, at):
    register(client)
    walking.open_account("Pat.Public", at=at, email="first@example.org")
    path = path_in(letters_about("Confirm your new")[0])

    assert "Somebody has the username pat.public already" in walking.told(walking.go(client, path))
    page = walking.send(client, path, {"username": "PAT.PUBLIC"})
    assert "Somebody has this username already" in walking.told(page)
    page = walking.send(client, path, {"username": "pat.public.2"})

    assert "Your account is open" in walking.told(page)
    assert Account.objects.filter(username="pat.public.2", email="pat@example.org").count() == 1


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(client):
    register(client)
    path = path_in(letters_about("Confirm your new")[0])
    scanner = walking.browser()

    for method in (scanner.get, scanner.head, scanner.get):
        assert method(path).status_code == 200

    assert not Account.objects.exists()
    assert "Your account is open" in walking.told(walking.send(client, path, {}))


def test_button_pressed_twice_and_reload_show_the_same_account(client):
    register(client)
    path = path_in(letters_about("Confirm your new")[0])

    pages = [walking.send(client, path, {}), walking.send(client, path, {}), walking.go(client, path)]

    assert Account.objects.count() == 1
    assert all(Account.objects.get().number in walking.told(page) for page in pages)
    assert len(letters_about("is open")) == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_dead_link_gets_a_page_that_says_how_to_get_a_new_one(client, at, method):
    register(client)
    MailedLink.objects.update(expires_at=at.replace(year=2020))
    path = path_in(letters_about("Confirm your new")[0])

    page = getattr(client, method)(path)

    assert page.status_code == 410
    assert "Register again" in walking.told(page) and b"/cso/register/" in page.content
    assert not Account.objects.exists()


def test_the_form_needs_its_csrf_token():
    client = walking.browser(enforce_csrf_checks=True)

    assert client.post("/cso/register/", FORM).status_code in (400, 403)
    assert not Letter.objects.exists()


def test_the_link_in_the_letter_never_comes_from_the_host_header(client):
    client.post("/cso/register/", FORM, headers={"host": "evil.example.net"})

    assert "evil.example.net" not in letters_about("Confirm your new")[0].body


def test_help_and_home_open_for_everybody(client):
    for path in ("/cso/", "/cso/help/"):
        assert client.get(path).status_code == 200
    assert "What Register makes" in walking.told(walking.go(client, "/cso/help/"))
