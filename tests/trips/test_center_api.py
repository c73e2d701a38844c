"""The center's API for programs with a key."""

import json
from datetime import timedelta

import pytest

from openecf.center.signon import keys, sessions
from openecf.center.usage.models import UsageRecord
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(at, monkeypatch):
    """A clock that a test may move."""
    now = [at]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


@pytest.fixture
def account(at):
    return walking.open_account(at=at, balance_cents=310, birth_date=at.date())


def key_of(account, *scopes, at):
    sessions.begin(account, session_key=account.username.ljust(32, "k"), at=at)
    standing = sessions.standing(account.username.ljust(32, "k"), at=at)
    wanted = keys.Wanted("laptop", scopes, 30, 500)
    return keys.create(account, standing, wanted, address="", at=at).secret


def call(path, key="", *, method="get", **more):
    headers = {"authorization": f"Bearer {key}"} if key else {}
    client = walking.browser(enforce_csrf_checks=True)
    return getattr(client, method)(f"/cso/api/v1/{path}", headers=headers, **more)


def spend(account, at, receipt, **facts):
    facts = {
        "court_id": "casb",
        "quarter": "2026Q4",
        "description": "Docket Report",
        "pages": 3,
        "cents": 30,
    } | facts
    UsageRecord.objects.create(account=account, receipt=receipt, at=at, **facts)


def test_a_key_reads_the_account_and_nothing_secret(account, at):
    answer = call("account", key_of(account, "account:read", at=at))

    told = answer.json()
    assert answer.status_code == 200
    assert (told["number"], told["username"], told["last_name"]) == (account.number, "barbaratest", "Casb")
    assert told["balance_cents"] == 310
    assert not {"password", "subject", "birth_date", "id"} & set(told)
    assert "no-cache" in answer.headers["Cache-Control"]


def test_a_key_reads_usage_page_by_page(account, at):
    for number in range(5):
        spend(account, at - timedelta(minutes=number), f"R-{number}")
    key = key_of(account, "usage:read", at=at)

    first = call("usage?quarter=2026Q4&size=3", key).json()
    second = call("usage?size=3&page=2", key).json()

    assert (first["cents"], first["waived_cents"], first["due_cents"], first["count"]) == (150, 3000, 0, 5)
    assert [row["receipt"] for row in first["receipts"]] == ["R-0", "R-1", "R-2"]
    assert [row["receipt"] for row in second["receipts"]] == ["R-3", "R-4"]
    assert (first["next_page"], second["next_page"]) == (2, None)
    assert call("usage/quarters", key).json() == ["2026Q4"]


def test_abuse_67_usage_of_somebody_else_is_not_in_it(account, at):
    spend(walking.open_account("othertest", at=at), at, "R-9")

    assert call("usage", key_of(account, "usage:read", at=at)).json()["receipts"] == []


def test_a_key_tells_of_itself(account, at):
    key = key_of(account, "docket:read", at=at)
    spend(account, at, "R-1", api_key=keys.of(account)[0].public_id)

    told = call("key", key).json()

    assert (told["scopes"], told["day_limit_cents"], told["left_today_cents"]) == (["docket:read"], 500, 470)


@pytest.mark.parametrize("key", ["", "oecf_nonsense", "x" * 5000])
def test_without_a_right_key_it_is_401(account, key):
    answer = call("account", key)

    assert answer.status_code == 401 and answer.json()["error"]["code"] == "key_refused"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_browsers_sign_on_or_a_token_is_no_key(account):
    client = walking.browser()
    walking.send(client, "/cso/login/", {"username": "barbaratest", "password": walking.PASSWORD})

    assert client.get("/cso/api/v1/account").status_code == 401


def test_out_of_scope_is_403(account, at):
    answer = call("account", key_of(account, "usage:read", at=at))

    assert answer.status_code == 403
    assert answer.json()["error"] == {
        "code": "out_of_scope",
        "message": "This key may not do that. Make one with the scope account:read.",
    }


@pytest.mark.parametrize("path", ["", "nothing", "account/1", "../v2/account"])
def test_what_is_not_there_is_404_as_json(account, path):
    answer = call(path)

    assert answer.status_code == 404 and answer.json()["error"]["code"] == "not_found"


@pytest.mark.parametrize(
    "query", ["quarter=2026", "quarter=2026Q5", "page=0", "size=501", "page=x", "accounts=2"]
)
def test_abuse_65_what_is_not_as_described_is_422(account, at, query):
    answer = call(f"usage?{query}", key_of(account, "usage:read", at=at))

    assert answer.status_code == 422
    assert answer.json()["error"]["fields"][0]["field"].endswith(query.partition("=")[0])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_abuse_65_nothing_is_assigned_by_a_key(account, at, method):
    body = json.dumps({"search_status": "active", "filing_status": "active", "balance_cents": 0})

    answer = call(
        "account",
        key_of(account, *keys.SCOPES, at=at),
        method=method,
        data=body,
        content_type="application/json",
    )

    assert answer.status_code == 405 and answer.json()["error"]["code"] == "not_allowed"
    account.refresh_from_db()
    assert (account.filing_status, account.balance_cents) == ("none", 310)


def test_a_revoked_key_is_refused(account, at):
    key = key_of(account, "account:read", at=at)
    standing = sessions.standing(account.username.ljust(32, "k"), at=at)
    keys.revoke(account, standing, keys.of(account)[0].public_id, address="", at=at)

    assert call("account", key).status_code == 401


def test_the_description_is_open_and_complete():
    described = call("openapi.json").json()

    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) == {
        f"/cso/api/v1/{path}" for path in ("account", "key", "usage", "usage/quarters")
    }
    assert described["components"]["securitySchemes"]["Key"]["scheme"] == "bearer"
