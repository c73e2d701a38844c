"""Abuse of the mailed link for a new password, and of what else was under way (threat model 2, 4, 13, 15)."""

import re

import pyotp
import pytest
from django.conf import settings

from openecf.center.accounts.models import Account
from openecf.center.signon import attempts
from openecf.foundation import addresses
from tests import second_factors, walking
from tests.mailbag import letters_about
from tests.second_factors import SECRET

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]
NEW = "Eight-herons over loud water"
TWICE = {"password": NEW, "password_again": NEW}
COOKIE = "center_sessionid"


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


def ask(**defaults):
    """Ask for a link; return its path."""
    walking.browser(**defaults).post("/cso/forgot/", {"email_or_username": "barbaratest"})
    letter = letters_about("link for a new password")[-1]
    return re.search(r"(/cso/forgot/[\w-]+/)", letter.body)[1]


def sign_in(client, password=walking.PASSWORD):
    page = walking.go(client, "/cso/login/?next=/cso/account/")
    return walking.send(client, page.where, {"username": "barbaratest", "password": password})


def is_in(client):
    return client.get("/cso/account/").status_code == 200


def test_abuse_13_the_letters_links_are_ours_whatever_the_host_header_says(account):
    assert "*" in settings.ALLOWED_HOSTS  # the framework would let the header through here
    walking.browser().post(
        "/cso/forgot/",
        {"email_or_username": "barbaratest"},
        headers={"host": "evil.example.org", "x-forwarded-host": "evil.example.org"},
    )

    (letter,) = letters_about("link for a new password")
    assert "evil" not in letter.body and f"{addresses.center_base()}forgot/" in letter.body


def test_abuse_13_a_link_works_once_and_for_an_hour(account, time):
    used, late = ask(), ask()
    assert "Your new password is set" in walking.told(walking.send(walking.browser(), used, TWICE))

    again = {"password": "another wish for the pond", "password_again": "another wish for the pond"}
    assert walking.send(walking.browser(), used, again).status_code == 410
    assert walking.send(walking.browser(), late, again).status_code == 410
    fresh = ask()
    time(hours=1, seconds=1)
    assert walking.send(walking.browser(), fresh, again).status_code == 410


def test_abuse_13_a_link_dies_with_the_address_it_went_to(account):
    link = ask()
    client = walking.browser()
    sign_in(client)
    fields = {"email": "new@example.org", "email_again": "new@example.org", "old_password": walking.PASSWORD}
    walking.send(client, "/cso/account/email/", fields)
    confirm = re.search(r"(/cso/account/email/[\w-]+/)", letters_about("Confirm the new")[-1].body)[1]
    walking.send(client, confirm, {})
    assert Account.objects.get().email == "new@example.org"

    assert walking.send(walking.browser(), link, TWICE).status_code == 410


def test_abuse_13_a_new_password_still_needs_the_factor(account, at):
    second_factors.app(account, at=at)
    client = walking.browser()
    walking.send(client, ask(), TWICE)

    page = sign_in(client, NEW)

    assert "6-digit code" in walking.told(page) and not is_in(client)
    walking.send(client, page.where, {"code": pyotp.TOTP(SECRET).at(at)})
    assert is_in(client)


def test_abuse_15_a_change_of_address_under_way_dies_with_the_old_password(account):
    client = walking.browser()
    sign_in(client)
    fields = {
        "email": "thief@example.org",
        "email_again": "thief@example.org",
        "old_password": walking.PASSWORD,
    }
    walking.send(client, "/cso/account/email/", fields)
    confirm = re.search(r"(/cso/account/email/[\w-]+/)", letters_about("Confirm the new")[-1].body)[1]
    walking.send(walking.browser(), ask(), TWICE)

    sign_in(client, NEW)
    assert client.get(confirm).status_code == 410
    assert walking.send(client, confirm, {}).status_code == 410
    assert Account.objects.get().email == "barbaratest@example.org"


def test_abuse_2_a_disabled_password_keeps_no_passkey_out(account, at):
    device = second_factors.passkey(account, at=at)
    for _ in range(attempts.MOST_FAILURES):
        attempts.failed(attempts.begin("barbaratest", address="", device=str(_), at=at), at=at)
    Account.objects.update(password_disabled_at=at)
    client = walking.browser()
    asked = client.post("/cso/account/factors/passkeys/challenge/").json()

    answer = {"token": asked["token"], "answer": device.show(asked["options"])}
    walking.send(client, "/cso/account/factors/passkeys/sign-in/", answer)

    assert is_in(client)


def test_abuse_4_every_step_of_a_sign_in_renews_the_key(account, at):
    second_factors.app(account, at=at)
    client, keys = walking.browser(), []
    page = sign_in(client)
    keys.append(client.cookies[COOKIE].value)
    walking.send(client, page.where, {"code": pyotp.TOTP(SECRET).at(at)})
    keys.append(client.cookies[COOKIE].value)
    device = second_factors.passkey(account, key="p" * 32, at=at)
    asked = client.post("/cso/account/factors/passkeys/challenge/").json()
    answer = {"token": asked["token"], "answer": device.show(asked["options"])}
    walking.send(client, "/cso/account/factors/passkeys/sign-in/", answer)  # a step-up
    keys.append(client.cookies[COOKIE].value)

    assert len(set(keys)) == 3
    for old in keys[:2]:
        thief = walking.browser()
        thief.cookies[COOKIE] = old
        assert not is_in(thief)
