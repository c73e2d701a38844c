"""The authentication API as programs use it: 200 whatever happens, texts for values, JSON and XML."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pyotp
import pytest

from openecf.center.signon import factors, programs
from openecf.center.signon.models import Token
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db
WRONG = {
    "nextGenCSO": "",
    "loginResult": "13",
    "errorDescription": "Invalid username, password, or one-time passcode.",
}
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def now(at, monkeypatch):
    """A clock that stands still."""
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


def ask(path="cso-auth", **sent):
    return post(json.dumps(sent), path=path)


def post(body, *, kind="application/json", accept="application/json", path="cso-auth"):
    headers = {"accept": accept} if accept else {}
    client = walking.browser(enforce_csrf_checks=True)
    return client.post(f"/cso/services/{path}", body, content_type=kind, headers=headers)


def sign_in(**more):
    return ask(**{"loginId": "barbaratest", "password": walking.PASSWORD} | more)


def test_right_credentials_get_a_token_of_128_signs(account):
    answer = sign_in(redactFlag="1")

    told = answer.json()
    assert answer.status_code == 200 and answer.headers["Content-Type"] == "application/json"
    assert len(told.pop("nextGenCSO")) == 128
    assert told == {"loginResult": "0", "errorDescription": ""}
    assert "no-store" in answer.headers["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize(
    "sent",
    [
        {"password": "wrong"},
        {"loginId": "nobody"},
        {"loginId": "", "password": ""},
        {"otpCode": "123456", "password": "wrong"},
    ],
)
def test_abuse_3_every_wrong_credential_gets_the_same_words(account, sent):
    answer = sign_in(**sent)

    assert (answer.status_code, answer.json()) == (200, WRONG)


@pytest.mark.parametrize("code", [None, "", "000000", "abc", "٣٣٣٣٣٣"])
def test_a_missing_or_wrong_code_gets_them_too(account, at, code):
    factors.add_app(account, "phone", SECRET, at=at)

    assert sign_in(otpCode=code).json() == WRONG
    assert sign_in(otpCode=pyotp.TOTP(SECRET).at(at)).json()["loginResult"] == "0"


def test_a_code_of_the_step_before_is_taken(account, at):
    factors.add_app(account, "phone", SECRET, at=at)

    assert sign_in(otpCode=pyotp.TOTP(SECRET).at(at - timedelta(seconds=30))).json()["loginResult"] == "0"


def test_a_filer_without_the_flag_is_told_to_redact(account):
    type(account).objects.update(filing_status="active")

    told = sign_in().json()

    assert (told["loginResult"], told["nextGenCSO"]) == ("1", "")
    assert told["errorDescription"].startswith(
        "All filers must redact: Social Security or taxpayer-identification"
    )
    for flag in ("1", 1, True):
        assert sign_in(redactFlag=flag).json()["loginResult"] == "0"


def test_a_missing_client_code_is_a_warning(account):
    type(account).objects.update(client_code_required=True)

    told = sign_in(clientCode=None).json()

    assert told["loginResult"] == "0" and len(told["nextGenCSO"]) == 128
    assert told["errorDescription"].startswith("A required Client Code was not entered.")


def test_abuse_1_too_many_failures_make_it_wait_as_the_login_page_does(account):
    for _ in range(5):
        walking.browser().post("/cso/login/", {"username": "barbaratest", "password": "wrong"})

    told = sign_in().json()

    assert told["loginResult"] == "13" and "Try again in" in told["errorDescription"]


def test_who_would_be_stopped_in_a_browser_is_sent_there(account, settings, at):
    settings.FACTORS = "required"
    type(account).objects.update(filing_status="active", factor_skips=99)

    told = sign_in(redactFlag="1").json()

    assert told["loginResult"] == "1" and "with a browser first" in told["errorDescription"]


def test_xml_is_answered_with_xml(account):
    body = f"<CsoAuth><loginId>barbaratest</loginId><password>{walking.PASSWORD}</password></CsoAuth>"

    for accept in ("application/xml", "text/xml", ""):
        answer = post(body, kind="application/xml", accept=accept)
        root = ElementTree.fromstring(answer.content)
        assert answer.status_code == 200 and root.tag == "CsoAuth"
        assert len(root.findtext("nextGenCSO")) == 128
        assert (root.findtext("loginResult"), root.findtext("errorDescription")) == ("0", "")


def test_xml_and_json_may_be_mixed(account):
    sent = json.dumps({"loginId": "barbaratest", "password": "wrong"})
    body = "<CsoAuth><loginId>barbaratest</loginId><password>wrong</password></CsoAuth>"

    assert (
        ElementTree.fromstring(post(sent, accept="application/xml").content).findtext("loginResult") == "13"
    )
    assert post(body, kind="text/xml").json() == WRONG


BOMB = '<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><CsoAuth><loginId>&c;</loginId></CsoAuth>'


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("", "application/json"),
        ("{", "application/json"),
        ("[]", "application/json"),
        ("[" * 5000, "application/json"),
        ('{"loginId": ["a"], "password": {}}', "application/json"),
        ('{"loginId": "a\\u0000b", "password": "x"}', "application/json"),
        ('{"loginId": "\\ud800", "password": "\\udfff", "nextGenCSO": "\\ud800"}', "application/json"),
        (json.dumps({"loginId": "a" * 300, "password": "x"}), "application/json"),
        (json.dumps({"loginId": "a" * 20000, "password": "x"}), "application/json"),
        (b"\xff\xfe", "application/json"),
        ("<CsoAuth>", "application/xml"),
        ("<Other/>", "application/xml"),
        (BOMB, "application/xml"),
        ('<?xml version="1.0" encoding="nonsense"?><CsoAuth/>', "application/xml"),
    ],
)
@pytest.mark.parametrize("path", ["cso-auth", "cso-logout"])
def test_nonsense_is_refused_with_200(body, kind, path):
    answer = post(body, kind=kind, path=path)

    assert answer.status_code == 200 and answer.json()["loginResult"] in ("1", "13")
    assert answer.json()["nextGenCSO"] == ""


def test_cso_logout_ends_the_token_and_may_be_said_again(account, at):
    token = sign_in().json()["nextGenCSO"]

    for _ in range(2):
        answer = ask("cso-logout", nextGenCSO=token)
        assert (answer.status_code, answer.json()["loginResult"]) == (200, "0")
    assert programs.identity_of(token, at=at) is None


def test_a_new_password_ends_every_token(account, at):
    sign_in()
    sign_in()

    from openecf.center.signon import sessions

    sessions.end_all(account, at=at)

    assert not Token.objects.filter(ended_at=None).exists()


def test_only_posts_are_taken():
    assert walking.browser().get("/cso/services/cso-auth").status_code == 405
