"""Keys for Programs in the browser: made, seen once, revoked."""

import re
from datetime import timedelta

import pytest

from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db
FORM = {"name": "laptop", "scopes": ["usage:read"], "days": "30", "day_limit": "5.00"}


@pytest.fixture(autouse=True)
def now(at, monkeypatch):
    """A clock that a test may move."""
    now = [at]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


@pytest.fixture
def client(at):
    walking.open_account(at=at)
    client = walking.browser()
    walking.send(client, "/cso/login/", {"username": "barbaratest", "password": walking.PASSWORD})
    return client


def test_a_key_is_shown_once(client):
    page = walking.send(client, "/cso/account/keys/new/", FORM)
    secret = re.search(r"<code>(oecf_[\w-]+)</code>", page.content.decode())[1]

    again = walking.go(client, page.where)

    assert secret not in again.content.decode() and "be shown again" in walking.told(again)
    listed = walking.told(walking.go(client, "/cso/account/keys/"))
    assert (
        "laptop" in listed and "usage:read" in listed and "$0.00 of $5.00" in listed and secret not in listed
    )


def test_a_revoked_key_stays_on_the_list(client):
    page = walking.send(client, "/cso/account/keys/new/", FORM)

    page = walking.send(client, f"{page.where}revoke/", {})

    assert "Revoked" in walking.told(page)


def test_what_was_typed_is_kept_when_something_is_wrong(client):
    page = walking.send(client, "/cso/account/keys/new/", {**FORM, "scopes": [], "day_limit": "lots"})

    assert 'value="laptop"' in page.content.decode() and 'value="lots"' in page.content.decode()
    assert "Choose at least one thing" in walking.told(page)


def test_making_one_asks_for_a_fresh_sign_in(client, now):
    now[0] += timedelta(minutes=11)

    assert walking.go(client, "/cso/account/keys/").status_code == 200
    for address in ("new/", "0123/revoke/"):
        answer = client.post(f"/cso/account/keys/{address}", FORM)
        assert answer.status_code == 302 and "why=fresh" in answer.headers["Location"]


def test_abuse_67_a_key_of_somebody_else_is_not_there(client, at):
    page = walking.send(client, "/cso/account/keys/new/", FORM)
    walking.open_account("othertest", at=at)
    other = walking.browser()
    walking.send(other, "/cso/login/", {"username": "othertest", "password": walking.PASSWORD})

    assert walking.go(other, page.where).status_code == 404
    assert other.post(f"{page.where}revoke/").status_code == 404


def test_it_stands_under_settings(client):
    assert 'href="/cso/account/keys/"' in walking.go(client, "/cso/account/settings/").content.decode()
