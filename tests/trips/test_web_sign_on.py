"""The web sign-on page of programs: its names, its steps, and the token it gives as a cookie."""

import html
import re
from datetime import timedelta
from urllib.parse import urlencode

import pyotp
import pytest

from openecf.center.signon import factors
from openecf.center.signon.models import ProviderSession, Token
from openecf.courthouse.people.models import SignOn
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db
CASB = "http://localhost:8000/casb/cgi-bin/iquery.pl"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PARTIAL = {"faces-request": "partial/ajax"}


@pytest.fixture(autouse=True)
def now(at, monkeypatch):
    """A clock that a test may move."""
    now = [at]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


@pytest.fixture
def account(at):
    walking.open_court("casb", at=at)
    return walking.open_account(at=at)


def address(appurl=CASB):
    return f"/cso/csologin/login.jsf?pscCourtId=CASBK&appurl={appurl}"


def view_state(page):
    return re.search(r'name="(?:javax|jakarta)\.faces\.ViewState"[^>]*value="([^"]*)"', text(page))[1]


def text(page):
    return page.content.decode()


def open_page(client, appurl=CASB, **headers):
    return client.get(address(appurl), headers=headers)


def send(client, page, form, button, *, appurl=CASB, headers=None, state="javax.faces.ViewState", **fields):
    sent = {form: form, state: view_state(page), f"{form}:{button}": ""}
    sent |= {f"{form}:{name}": value for name, value in fields.items()}
    body = urlencode(sent)
    return client.post(
        address(appurl), body, content_type="application/x-www-form-urlencoded", headers=headers or {}
    )


def send_password(client, page, password=walking.PASSWORD, **more):
    fields = {"loginName": "barbaratest", "password": password, "clientCode": ""}
    return send(client, page, "loginForm", "fbtnLogin", **fields | more)


def browser():
    return walking.browser(enforce_csrf_checks=True)


def test_the_page_has_the_names_that_programs_look_for(account):
    page = open_page(browser())

    for name in ("loginForm:loginName", "loginForm:password", "loginForm:clientCode", "loginForm:fbtnLogin"):
        assert re.search(rf'<(input|button)[^>]*id="{name}"', text(page))
        assert f'name="{name}"' in text(page)
    assert 'id="loginForm"' in text(page) and "mfaForm" not in text(page)
    assert "California Southern Bankruptcy Court" in text(page)


@pytest.mark.parametrize("state", ["javax.faces.ViewState", "jakarta.faces.ViewState"])
def test_the_right_password_leads_to_the_court_with_a_token_as_cookie(account, state):
    client = browser()

    answer = send_password(client, open_page(client), state=state)

    assert (answer.status_code, answer.headers["Location"]) == (302, CASB)
    cookie = answer.cookies["NextGenCSO"]
    assert len(cookie.value) == 128
    assert (cookie["path"], cookie["domain"], cookie["httponly"], cookie["samesite"]) == (
        "/",
        "",
        True,
        "Lax",
    )
    assert b"/cgi-bin/login.pl?logout" in client.get("/casb/cgi-bin/iquery.pl").content


def test_it_is_no_browsers_sign_on_anywhere(account):
    client = browser()
    send_password(client, open_page(client))

    assert not ProviderSession.objects.exists()
    assert client.get("/cso/account/").status_code == 302
    assert not client.get("/casb/").wsgi_request.viewer.signed_in
    client.get("/casb/cgi-bin/iquery.pl")
    assert [row.door for row in SignOn.objects.all()] == ["api"]


def test_the_cookie_is_for_every_court_of_the_domain(account):
    client, host = browser(), {"host": "pacer.login.uscourts.gov"}
    court = "https://ecf.casb.uscourts.gov/cgi-bin/iquery.pl?465289"
    place = f"/csologin/login.jsf?pscCourtId=CASBK&appurl={court}"
    page = client.get(place, headers=host)
    sent = {
        "loginForm": "loginForm",
        "loginForm:loginName": "barbaratest",
        "loginForm:password": walking.PASSWORD,
        "javax.faces.ViewState": view_state(page),
    }

    answer = client.post(place, sent, headers=host)

    cookie = answer.cookies["NextGenCSO"]
    assert (answer.headers["Location"], cookie["domain"], cookie["secure"]) == (court, ".uscourts.gov", True)


def test_a_wrong_password_is_told_in_the_pages_own_place(account):
    client = browser()

    page = send_password(client, open_page(client), "wrong")

    assert page.status_code == 200 and "NextGenCSO" not in page.cookies
    told = re.search(r'<div id="loginForm:pclLoginMessages" class="ui-messages"[^>]*>(.*?)</p>', text(page))
    assert "Invalid username or password" in told[1]
    assert 'value="barbaratest"' in text(page) and "wrong" not in text(page)


def test_wrong_passwords_wait_as_everywhere(account):
    client = browser()
    for _ in range(5):
        page = send_password(client, open_page(client), "wrong")

    page = send_password(client, open_page(client))

    assert "Try again in" in walking.told(page) and not Token.objects.exists()


def test_an_app_is_asked_for_by_partial_requests(account, at):
    factors.add_app(account, "phone", SECRET, at=at)
    client = browser()
    page = send_password(client, open_page(client))
    assert 'id="mfaForm:mfaInput"' in text(page) and 'id="mfaForm:btnOk"' in text(page)

    wrong = send(client, page, "mfaForm", "btnOk", mfaInput="000000", headers=PARTIAL)
    right = send(client, page, "mfaForm", "btnOk", mfaInput=pyotp.TOTP(SECRET).at(at), headers=PARTIAL)

    assert wrong.headers["Content-Type"].startswith("text/xml") and b"<redirect" not in wrong.content
    assert html.unescape(re.search(r'<redirect url="([^"]+)"', right.content.decode())[1]) == CASB
    assert len(right.cookies["NextGenCSO"].value) == 128
    assert Token.objects.get().acr == "aal2"


def test_an_app_works_without_scripts_too(account, at):
    factors.add_app(account, "phone", SECRET, at=at)
    client = browser()
    page = send_password(client, open_page(client))

    page = send(client, page, "mfaForm", "btnOk", mfaInput="000000")
    assert "Invalid username, password, or one-time passcode." in walking.told(page)
    answer = send(client, page, "mfaForm", "btnOk", mfaInput=pyotp.TOTP(SECRET).at(at))

    assert (answer.status_code, answer.headers["Location"]) == (302, CASB)


def test_a_filer_ticks_the_redaction_notice_each_time(account):
    type(account).objects.update(filing_status="active")
    client = browser()

    for _ in range(2):
        page = send_password(client, open_page(client))
        for name in (
            "regmsg:chkRedact",
            "regmsg:chkRedact_input",
            "regmsg:bpmConfirm",
            "redactionConfirmation",
        ):
            assert f'id="{name}"' in text(page)
        assert not Token.objects.filter(ended_at=None).exists()
        page = send(client, page, "regmsg", "bpmConfirm")
        assert "Tick the box" in walking.told(page)
        answer = send(client, page, "regmsg", "bpmConfirm", chkRedact_input="on")
        assert answer.status_code == 302 and answer.cookies["NextGenCSO"].value
        Token.objects.all().delete()


def test_no_step_can_be_left_out(account, at):
    factors.add_app(account, "phone", SECRET, at=at)
    type(account).objects.update(filing_status="active")
    client = browser()
    first = open_page(client)

    for page in (
        send(client, first, "regmsg", "bpmConfirm", chkRedact_input="on"),
        send(client, first, "mfaForm", "btnOk", mfaInput=pyotp.TOTP(SECRET).at(at)),
        send(client, send_password(client, first), "regmsg", "bpmConfirm", chkRedact_input="on"),
    ):
        assert page.status_code == 200
    assert not Token.objects.exists()


def test_the_next_step_waits_five_minutes(account, at, now):
    factors.add_app(account, "phone", SECRET, at=at)
    client = browser()
    page = send_password(client, open_page(client))
    now[0] += timedelta(minutes=6)

    page = send(client, page, "mfaForm", "btnOk", mfaInput=pyotp.TOTP(SECRET).at(now[0]))

    assert "open for too long" in walking.told(page) and not Token.objects.exists()


def test_abuse_7_a_form_of_another_browser_is_not_taken(account):
    page, client = open_page(browser()), browser()
    own = open_page(client)

    for forged in (page, None):
        sent = send_password(client, forged) if forged else client.post(address(), {"loginForm": "loginForm"})
        assert "open for too long" in walking.told(sent)
    assert send_password(client, own).status_code == 302


def test_abuse_4_a_half_way_key_that_was_planted_is_worth_nothing(account, at):
    type(account).objects.update(filing_status="active")
    client = browser()
    send(client, send_password(client, open_page(client)), "regmsg", "bpmConfirm")
    planted = client.cookies["center_sessionid"].value

    page = send_password(client, open_page(client))

    assert "regmsg" in text(page)
    assert client.cookies["center_sessionid"].value != planted


@pytest.mark.parametrize(
    "appurl",
    [
        "https://evil.example/",
        "//evil.example/",
        "http://localhost:8000.evil.example/casb/",
        "http://localhost:8000@evil.example/casb/",
        "http://localhost:8000/cso/account/",
        "http://localhost:8000/casb/../cso/",
        "http://localhost:8000/casb/%2e%2e/cso/",
        "http://localhost:9000/casb/",
        "https://ecf.casb.uscourts.gov.evil.example/",
        "https://ecf.casb.uscourts.gov:99999999/",
        "javascript:alert(1)",
        "http://localhost:8000\\casb/",
        "http://[::1/",
        "x",
    ],
)
def test_it_leads_to_our_courts_only(account, appurl):
    client = browser()

    assert open_page(client, appurl).status_code == 400
    assert send_password(client, open_page(client), appurl=appurl).status_code == 400
    assert not Token.objects.exists()


def test_without_a_court_it_leads_to_the_centers_first_page(account):
    client = browser()
    page = client.get("/cso/csologin/login.jsf")
    sent = {
        "loginForm": "loginForm",
        "loginForm:loginName": "barbaratest",
        "loginForm:password": walking.PASSWORD,
        "javax.faces.ViewState": view_state(page),
    }

    assert client.post("/cso/csologin/login.jsf", sent).headers["Location"] == "/cso/"
