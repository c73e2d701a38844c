"""A court reports usage to the center, and the holder sees it."""

import csv
import io
import json
from base64 import b64encode

import pytest

from openecf.center.signon import clients
from openecf.center.usage.models import UsageRecord
from tests import walking

pytestmark = pytest.mark.django_db
BASES = ["http://localhost:8000/casb/"]


@pytest.fixture
def secret(at):
    walking.open_court("casb", at=at)
    return clients.register_court("casb", BASES, title="Court", at=at)


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


def post(body, client_id="casb", secret="", **headers):
    """Send a report with Basic credentials."""
    coded = b64encode(f"{client_id}:{secret}".encode()).decode()
    browser = walking.browser(enforce_csrf_checks=True)
    headers = {"authorization": f"Basic {coded}"} | headers
    return browser.post("/cso/feeds/usage/", body, content_type="application/json", headers=headers)


def receipt(account, at, **changes):
    """Make one receipt as JSON has it."""
    return {
        "court_id": "casb",
        "receipt": "R-1",
        "sub": account.subject,
        "at": at.isoformat(),
        "quarter": "2026Q4",
        "client_code": "ACME-7",
        "description": "Docket Report",
        "criteria": "26-01234",
        "pages": 4,
        "cents": 40,
    } | changes


def signed_in(username="barbaratest"):
    """Return a browser that is signed in at the center."""
    client = walking.browser()
    page = walking.go(client, "/cso/login/?next=/cso/account/")
    walking.send(client, page.where, {"username": username, "password": walking.PASSWORD})
    return client


def test_a_report_is_taken_and_answered_with_the_total(secret, account, at):
    for _ in range(2):  # at least once is what courts promise
        answer = post(json.dumps({"usages": [receipt(account, at)]}), secret=secret)

        assert answer.status_code == 200
        assert answer.json() == {"totals": [{"sub": account.subject, "quarter": "2026Q4", "cents": 40}]}
    assert UsageRecord.objects.count() == 1


def test_a_receipt_may_name_the_key_that_spent_it(secret, account, at):
    sent = {"usages": [receipt(account, at, api_key="ab" * 16), receipt(account, at, receipt="R-2")]}

    assert post(json.dumps(sent), secret=secret).status_code == 200
    assert set(UsageRecord.objects.values_list("api_key", flat=True)) == {"ab" * 16, ""}


def test_a_court_reports_for_itself_only(secret, account, at):
    post(json.dumps({"usages": [receipt(account, at, court_id="cacb")]}), secret=secret)

    assert UsageRecord.objects.get().court_id == "casb"


@pytest.mark.parametrize("client_id", ["casb", "nobody", ""])
def test_without_the_courts_secret_nothing_is_taken(secret, account, at, client_id):
    answer = post(json.dumps({"usages": [receipt(account, at)]}), client_id=client_id, secret="wrong")

    assert answer.status_code == 401 and "Basic" in answer.headers["WWW-Authenticate"]
    assert not UsageRecord.objects.exists()


@pytest.mark.parametrize("header", ["", "Basic", "Basic %%%", "Bearer abc", "Basic YWJj", "Basic /////w=="])
def test_broken_credentials_are_refused(secret, header):
    assert post("{}", authorization=header).status_code == 401


@pytest.mark.parametrize(
    "body", ["", "{", "[]", "1", '{"usages": 1}', '{"usages": [1]}', json.dumps({"usages": [{}] * 501})]
)
def test_what_is_no_report_is_refused(secret, body):
    answer = post(body, secret=secret)

    assert answer.status_code == 400 and answer.json()["error"]


@pytest.mark.parametrize(
    "changes",
    [
        {"cents": -1},
        {"cents": 1.5},
        {"cents": True},
        {"cents": "40"},
        {"pages": 10**12},
        {"at": "yesterday"},
        {"at": "2026-11-24T10:00:00"},
        {"at": None},
        {"receipt": "x" * 21},
        {"sub": None},
        {"description": "x" * 81},
        {"criteria": "nul\0byte"},
    ],
)
def test_a_broken_receipt_refuses_the_report_and_says_which(secret, account, at, changes):
    report = {"usages": [receipt(account, at), receipt(account, at, receipt="R-2") | changes]}

    answer = post(json.dumps(report), secret=secret)

    assert answer.status_code == 400 and "Receipt 1" in answer.json()["error"]
    assert not UsageRecord.objects.exists()


def test_only_post_is_taken(secret):
    assert walking.browser().get("/cso/feeds/usage/").status_code == 405


def test_the_holder_sees_usage_totals_and_csv(secret, account, at):
    rows = [
        receipt(account, at),
        receipt(account, at, receipt="R-2", cents=300, pages=30, description="=Image:12-0", client_code=""),
    ]
    post(json.dumps({"usages": rows}), secret=secret)
    client = signed_in()

    page = walking.told(walking.go(client, "/cso/account/usage/?quarter=2026Q4"))
    for words in ("$3.40 of $30.00", "Docket Report", "26-01234", "ACME-7", "12:00:00 PM Central", "R-2"):
        assert words in page
    answer = client.get("/cso/account/usage/quarter.csv?quarter=2026Q4")
    table = list(csv.DictReader(io.StringIO(answer.getvalue().decode())))
    assert [row["Cost"] for row in table] == ["3.00", "0.40"]
    assert table[0]["Description"] == "'=Image:12-0"
    assert table[0]["Date and time (Central)"] == "2026-11-24 12:00:00"


def test_somebody_elses_usage_is_not_shown(secret, account, at):
    post(json.dumps({"usages": [receipt(account, at)]}), secret=secret)
    walking.open_account("other.person", at=at)

    page = walking.told(walking.go(signed_in("other.person"), "/cso/account/usage/?quarter=2026Q4"))

    assert "26-01234" not in page
