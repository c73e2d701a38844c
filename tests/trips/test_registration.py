"""From a door of Register to a search in a court."""

from datetime import date

import pytest

from openecf.center.accounts import activation
from openecf.center.accounts.models import Account, MailedLink
from openecf.letters.models import Letter
from tests import payment_desk, walking
from tests.mailbag import letters_about, path_in
from tests.newcomers import PERSON, SIGN_IN, WORDS, ask, path_for, register

pytestmark = pytest.mark.django_db
FIRM = {
    name: PERSON[name]
    for name in ("street", "street_2", "city", "state", "zip_code", "county", "country", "phone")
} | {"firm_name": "Public & Partners", "user_type": "Law firm"}


@pytest.fixture
def client():
    return walking.browser()


def test_somebody_registers_and_searches(client, at):
    walking.open_court("casb", at=at)
    page = walking.go(client, "/cso/")
    assert "Register" in walking.told(page) and "Southern" in walking.told(page)
    page = walking.go(client, "/cso/register/")
    for title in ("Case search only", "Attorney filer", "Non-attorney filer", "Firm administrative account"):
        assert title in walking.told(page)

    page = ask(client)
    assert "Check your mail" in walking.told(page) and not Account.objects.exists()
    path = path_for()
    assert "About you" in walking.told(walking.go(client, path))
    page = walking.send(client, path, PERSON)
    assert "Choose a username and a password" in walking.told(page) and not Account.objects.exists()
    page = walking.send(client, page.where, SIGN_IN)

    account = Account.objects.get()
    assert "Your account is open" in walking.told(page) and account.number in walking.told(page)
    assert (account.birth_date, account.county, account.door) == (date(1986, 4, 28), "San Diego", "search")
    assert account.policies_accepted_at and account.search_status == "active"
    page = walking.sign_in(client, username="PAT.public", password=WORDS)
    assert page.where == "http://localhost:8000/casb/"
    assert page.context["viewer"].account_number == account.number
    assert not page.context["viewer"].may_file


@pytest.mark.parametrize("door", ["search", "attorney", "nonattorney"])
def test_each_door_opens_an_account_of_a_person(client, door):
    kind = {"search": "Student or educator", "attorney": "Attorney", "nonattorney": "Trustee"}[door]
    page = register(client, door, person={"user_type": kind, "bar_number": "555123", "cja_panel": "on"})

    assert "Your account is open" in walking.told(page)
    account = Account.objects.get()
    assert (account.door, account.user_type, account.holder) == (door, kind, "individual")
    assert (account.bar_number, account.cja_panel) == (
        ("555123", True) if door == "attorney" else ("", False)
    )


def test_the_door_for_firms_opens_an_account_that_never_searches(client):
    page = register(
        client, "firm", "office@example.org", person=FIRM, sign_in={"username": "public.partners"}
    )

    assert "Invite the people whose usage the firm pays for" in walking.told(page)
    account = Account.objects.get()
    assert (account.holder, account.last_name, account.firm_name) == ("firm", *["Public & Partners"] * 2)
    assert (account.search_status, account.first_name, account.birth_date) == ("inactive", "", None)


def test_a_door_that_is_not_there_is_no_page(client):
    assert client.get("/cso/register/judge/").status_code == 404


@pytest.mark.parametrize(
    ("answers", "title"),
    [
        ("purpose=search", "Case search only"),
        ("purpose=file&attorney=yes", "Attorney filer"),
        ("purpose=file&attorney=no", "Non-attorney filer"),
        ("purpose=pay", "Firm administrative account"),
        ("purpose=file", "Choose whether you file as an attorney."),
        ("attorney=no", "Choose what you want to do."),
    ],
)
def test_the_wizard_names_the_door(client, answers, title):
    assert title in walking.told(walking.go(client, f"/cso/register/wizard/?{answers}"))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"email": "pat", "email_again": "pat"}, "Enter an e-mail address like name@example.org."),
        (
            {"email": "pat@example.org", "email_again": "other@example.org"},
            "The two e-mail addresses differ.",
        ),
        ({}, "Enter your e-mail address."),
    ],
)
def test_a_wrong_address_is_told_and_mails_nothing(client, fields, sentence):
    page = walking.send(client, "/cso/register/search/", fields or {"email": ""})

    assert page.status_code == 200 and sentence in walking.told(page)
    assert b"<title>Error: Register" in page.content
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"first_name": ""}, "Enter your first name."),
        ({"last_name": ""}, "Enter your last name."),
        ({"birth_date": ""}, "Enter your date of birth."),
        ({"birth_date": "28.4.1986"}, "Enter the date of birth as month/day/year"),
        ({"birth_date": "04/28/2086"}, "Enter the day you were born."),
        ({"birth_date": "04/28/1086"}, "Enter the day you were born."),
        ({"user_type": "Emperor"}, "Select a valid choice."),
        ({"user_type": ""}, "Choose the user type."),
        ({"county": ""}, "Enter the county."),
        ({"zip_code": ""}, "Enter the ZIP code."),
    ],
)
def test_what_is_wrong_about_the_person_is_told_and_the_rest_kept(client, changes, sentence):
    ask(client)

    page = walking.send(client, path_for(), PERSON | changes)

    assert sentence in walking.told(page) and b"<title>Error: About you" in page.content
    assert b'value="100 Example Way"' in page.content
    assert not Account.objects.exists()


def test_abroad_there_is_no_county(client):
    page = register(client, person={"county": "", "country": "Canada", "state": "Ontario"})

    assert "Your account is open" in walking.told(page)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "short"}, "A username has 8 to 45"),
        ({"username": "pat public 1"}, "A username has 8 to 45"),
        ({"username": "ab1234"}, "A username has 8 to 45"),
        ({"password": "short", "password_again": "short"}, "at least 15 characters"),
        ({"password": "x" * 300, "password_again": "x" * 300}, "at most 256 characters"),
        ({"password": "passwordpassword", "password_again": "passwordpassword"}, "easily guessed"),
        (
            {"password": "my pat.public word", "password_again": "my pat.public word"},
            "may not contain your name",
        ),
        ({"password_again": "seven herons over wine"}, "The two passwords differ."),
        ({"accepted": ""}, "tick that you accept them"),
    ],
)
def test_what_is_wrong_with_the_sign_in_is_told_and_uses_nothing_up(client, changes, sentence):
    ask(client)
    path = path_for()
    walking.send(client, path, PERSON)

    page = walking.send(client, f"{path}sign-in/", SIGN_IN | changes)

    assert sentence in walking.told(page)
    assert WORDS.encode() not in page.content and not Account.objects.exists()
    assert "Your account is open" in walking.told(walking.send(client, f"{path}sign-in/", SIGN_IN))


def test_the_first_form_answers_the_same_for_known_and_unknown_addresses(client, at):
    walking.open_account("pat.public", at=at, email="pat@example.org")

    known, unknown = ask(client), ask(client, email="n@example.org")

    assert known.content == unknown.content
    assert "pat.public" in letters_about("already has", to="pat@example.org")[0].body


def test_a_taken_username_is_told_behind_the_link_and_another_is_taken(client, at):
    walking.open_account("Pat.Public", at=at, email="first@example.org")
    ask(client)
    path = path_for()
    walking.send(client, path, PERSON)

    page = walking.send(client, f"{path}sign-in/", SIGN_IN | {"username": "PAT.PUBLIC"})
    assert "Somebody has this username already" in walking.told(page)
    page = walking.send(client, f"{path}sign-in/", SIGN_IN | {"username": "pat.public.2"})

    assert "Your account is open" in walking.told(page)
    assert Account.objects.filter(username="pat.public.2", email="pat@example.org").count() == 1


def test_two_of_three_the_same_warn_and_the_person_may_go_on(client, at):
    walking.open_account(at=at, first_name="PAT", last_name="public", email="pat@example.org")
    ask(client)
    path = path_for()

    page = walking.send(client, path, PERSON)
    assert "Do you have an account already?" in walking.told(page)
    assert b'value="100 Example Way"' in page.content
    page = walking.send(client, path, PERSON | {"although": "yes"})
    page = walking.send(client, page.where, SIGN_IN)

    assert "Your account is open" in walking.told(page)
    assert Account.objects.get(username="pat.public").search_status == "active"


def test_three_of_three_the_same_are_made_and_held(client, at):
    walking.open_court("casb", at=at)
    born = date(1986, 4, 28)
    walking.open_account(
        at=at, first_name="Pat", last_name="Public", email="PAT@example.org", birth_date=born
    )

    page = register(client)

    assert "Held for review" in walking.told(page)
    account = Account.objects.get(username="pat.public")
    assert (account.hold, account.search_status) == ("duplicate", "inactive")
    page = walking.sign_in(client, username="pat.public", password=WORDS)
    assert page.context["viewer"].search_status == "inactive"
    assert "held until the PACER Service Center" in walking.told(walking.go(client, "/cso/activate/"))


def test_an_address_with_a_tag_is_held(client):
    page = register(client, email="pat+two@example.org")

    assert "has a +tag" in walking.told(page)
    assert Account.objects.get().hold == "alias"


def test_where_policy_asks_for_it_the_token_of_a_letter_opens_search(client, at, settings):
    settings.ACTIVATION = "card_or_letter"
    walking.open_court("casb", at=at)
    page = register(client)
    assert "Waits for activation" in walking.told(page)
    number = Account.objects.get().number
    walking.sign_in(client, username="pat.public", password=WORDS)
    letter = activation.print_letter(number, at=at)
    token = next(line.strip() for line in letter.text.splitlines() if line.strip().count("-") == 3)

    page = walking.send(client, "/cso/activate/", {"token": "AAAA-BBBB-CCCC-DDDD"})
    assert "This is not the token of the latest letter" in walking.told(page)
    page = walking.send(client, "/cso/activate/", {"token": token.lower()})

    assert "may search in every court" in walking.told(page)
    assert Account.objects.get().search_status == "active"


def test_where_policy_asks_for_it_a_stored_card_opens_search_at_once(client, settings):
    settings.ACTIVATION = "card_or_letter"
    register(client)
    page = walking.go(client, "/cso/login/?next=/cso/activate/")
    page = walking.send(client, page.where, {"username": "pat.public", "password": WORDS})
    assert b'href="/cso/account/payments/methods/store/"' in page.content

    with payment_desk.open_desk(settings):
        there = client.post("/cso/account/payments/methods/store/", {"x": ""})
        page = walking.go(client, payment_desk.type_card(there["Location"], payment_desk.PAYS))

    assert page.where == "http://localhost:8000/cso/activate/"
    assert "may search in every court" in walking.told(page)
    assert Account.objects.get().search_status == "active"


def test_a_mail_scanner_that_opens_the_link_uses_nothing_up(client):
    ask(client)
    path = path_for()
    scanner = walking.browser()

    for method in (scanner.get, scanner.head, scanner.get):
        assert method(path).status_code == 200
        assert method(f"{path}sign-in/").status_code == 303

    walking.send(client, path, PERSON)
    assert "Your account is open" in walking.told(walking.send(client, f"{path}sign-in/", SIGN_IN))


def test_button_pressed_twice_and_reload_show_the_same_account(client):
    register(client)
    path = path_in(letters_about("Go on with your new")[0])

    pages = [
        walking.send(client, f"{path}sign-in/", SIGN_IN),
        walking.send(client, path, PERSON),
        walking.go(client, path),
    ]

    assert Account.objects.count() == 1
    assert all(Account.objects.get().number in walking.told(page) for page in pages)
    assert len(letters_about("is open")) == 1


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("step", ["", "sign-in/"])
def test_a_dead_link_gets_a_page_that_says_how_to_get_a_new_one(client, at, method, step):
    ask(client)
    MailedLink.objects.update(expires_at=at.replace(year=2020))

    page = getattr(client, method)(path_for() + step)

    assert page.status_code == 410
    assert "Register again" in walking.told(page) and b"/cso/register/" in page.content
    assert not Account.objects.exists()


def test_the_form_needs_its_csrf_token():
    client = walking.browser(enforce_csrf_checks=True)

    assert client.post("/cso/register/search/", {"email": "pat@example.org"}).status_code in (400, 403)
    assert not Letter.objects.exists()


def test_the_link_in_the_letter_never_comes_from_the_host_header(client):
    fields = {"email": "pat@example.org", "email_again": "pat@example.org"}
    client.post("/cso/register/search/", fields, headers={"host": "evil.example.net"})

    assert "evil.example.net" not in letters_about("Go on with your new")[0].body


def test_help_home_and_policies_open_for_everybody(client):
    for path in ("/cso/", "/cso/help/", "/cso/register/policies/"):
        assert client.get(path).status_code == 200
    assert "What Register makes" in walking.told(walking.go(client, "/cso/help/"))
