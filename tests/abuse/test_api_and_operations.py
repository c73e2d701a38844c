"""Abuse of what programs and operators use (threat model 65-69), through the doors."""

import json
import os
import subprocess
import sys
from urllib.parse import urlencode

import pytest
import requests

from openecf.center.accounts.models import Account
from openecf.center.signon import keys, logout, sessions
from openecf.center.standing import errands
from openecf.courthouse.billing.models import Charge
from openecf.courthouse.people import bulletins
from openecf.courthouse.people.models import Bulletin, Person, Registration, SignOn
from openecf.faces import transport
from tests import newcomers, walking
from tests.conformance import forging, party

from .attacking import ACCOUNT, at_center, at_court, who

pytestmark = pytest.mark.django_db
STOLEN = {
    "filing_status": "active",
    "search_status": "active",
    "court_staff": "on",
    "balance_cents": "-99999",
    "number": "1234567",
    "subject": "somebody-else",
    "kind": "upgraded",
    "payer": "1",
    "payer_id": "1",
    "is_superuser": "on",
    "id": "1",
    "account": "1",
    "factor_skips": "-9",
}


# -- 65 ----------------------------------------------------------------------


def _guarded(account):
    names = ("filing_status", "court_staff", "balance_cents", "number", "subject", "kind", "payer_id", "pk")
    return {name: getattr(account, name) for name in names}


@pytest.mark.parametrize(
    "page",
    [
        "billing-preferences/",
        "billing-email/",
        "personal/",
        "address/",
        "noticing/",
        "username/",
        "e-file/register/",
    ],
)
def test_abuse_65_fields_nobody_offered_change_nothing(barbara, page):
    before = _guarded(barbara)

    at_center().post(f"{ACCOUNT}{page}", STOLEN)

    assert _guarded(Account.objects.get(pk=barbara.pk)) == before


def test_abuse_65_a_registration_gives_no_right_that_was_slipped_in():
    newcomers.register(walking.browser(), person=STOLEN, sign_in=STOLEN)

    made = Account.objects.get(username="pat.public")
    assert (made.filing_status, made.court_staff, made.balance_cents) == ("none", False, 0)
    assert made.number != "1234567" and made.subject != "somebody-else"


@pytest.mark.parametrize(
    "sent",
    [
        {"loginId": ["barbaratest"], "password": walking.PASSWORD},
        {"loginId": {"$ne": ""}, "password": {"$ne": ""}},
        {"loginId": "barbaratest", "password": True},
        {"loginId": "barbaratest", "password": None},
        {"loginId": "barbaratest", "password": ["x", walking.PASSWORD]},
        [],
        "text",
        0,
        None,
    ],
    ids=str,
)
def test_abuse_65_the_authentication_api_takes_no_other_types(barbara, sent):
    answer = walking.browser().post(
        "/cso/services/cso-auth", json.dumps(sent), content_type="application/json"
    )

    assert answer.status_code == 200  # as its clients expect
    assert (answer.json()["nextGenCSO"], answer.json()["loginResult"]) == ("", "13")


@pytest.mark.parametrize("name", ["client_id", "redirect_uri", "scope", "state", "code_challenge"])
def test_abuse_65_a_parameter_given_twice_gets_no_code(casb, exab, barbara, name):
    query = urlencode(party.asked()) + "&" + urlencode({name: "exab"})

    answer = party.said_by(party.signed_in_browser().get(f"/cso/o/authorize/?{query}"))

    assert "code" not in answer.said


# -- 66, 67 ------------------------------------------------------------------


def test_abuse_66_what_is_signed_for_one_court_is_refused_by_another(casb, exab, barbara, at):
    client = at_court()
    walking.go(client, "/exab/sign-in/")
    sid = SignOn.objects.filter(person__court=casb).get().sid
    token = forging.signed(forging.logout_claims(at, sid=sid, aud="casb"), typ="logout+jwt")
    errands.send(barbara, "casb", "register", {"role": "attorney"}, at=at)
    errand = errands.token(errands.Errand.objects.get(), at=at)
    code = party.authorize(party.signed_in_browser()).said["code"]

    assert client.post("/exab/oidc/backchannel/", {"logout_token": token}).status_code == 400
    assert client.post("/exab/feeds/errand/", {"errand": errand}).status_code == 400
    assert party.redeem(exab, code, client_id="exab").status_code in (400, 401)

    assert who(client, "exab") == "barbaratest" and not Registration.objects.filter(court=exab).exists()


def test_abuse_66_no_token_of_one_kind_passes_for_another(casb, barbara, at):
    given = party.tokens(casb, party.signed_in_browser())
    for token in (given["id_token"], given["access_token"]):
        for name in ("casb_sessionid", "NextGenCSO", "PacerSession"):
            client = walking.browser()
            client.cookies[name] = token
            assert who(client) == ""
        call = walking.browser().get("/cso/api/v1/account", headers={"authorization": f"Bearer {token}"})
        assert call.status_code == 401
    assert party.userinfo(given["id_token"]).status_code == 401
    errand = forging.signed(forging.logout_claims(at, sid="x"), typ="logout+jwt")
    assert walking.browser().post("/casb/feeds/errand/", {"errand": errand}).status_code == 400


@pytest.mark.parametrize("page", ["usage/quarter.csv?account={pk}", "usage/?account={number}", "keys/{pk}/"])
def test_abuse_67_no_number_in_an_address_opens_another_account(barbara, at, page):
    other = walking.open_account("othertest", at=at, last_name="Zwilling", email="zwilling@example.org")

    answer = at_center().get(ACCOUNT + page.format(pk=other.pk, number=other.number))

    body = b"".join(answer) if answer.streaming else answer.content
    assert b"willing" not in body


def test_abuse_67_a_key_reads_its_own_account_whatever_it_is_asked(barbara, at):
    other = walking.open_account("othertest", at=at)
    sessions.begin(barbara, session_key="k" * 32, at=at)
    standing = sessions.standing("k" * 32, at=at)
    key = keys.create(barbara, standing, keys.Wanted("k", ("account:read",), 30, 500), address="", at=at)

    for path in (f"account?number={other.number}", f"account/{other.number}", f"account/{other.pk}"):
        answer = walking.browser().get(
            f"/cso/api/v1/{path}",
            headers={"authorization": f"Bearer {key.secret}", "x-account": other.number},
        )
        assert answer.status_code in (404, 422) or answer.json()["number"] == barbara.number


# -- 68 ----------------------------------------------------------------------

INSIDE = "http://169.254.169.254/latest/meta-data/"


@pytest.fixture
def leads_inside(monkeypatch):
    """Both houses answer every call with a redirect to an inner address; returns what is asked."""
    asked = []

    def send(street, request, **kwargs):
        asked.append(request.url)
        answer = requests.Response()
        answer.status_code, answer.url, answer.request = 307, request.url, request
        answer.headers["Location"] = INSIDE
        answer._content = b""
        answer.raw = type("Raw", (), {"release_conn": lambda self: None, "close": lambda self: None})()
        return answer

    monkeypatch.setattr(transport.Street, "send", send)
    return asked


def test_abuse_68_no_call_between_the_houses_follows_a_redirect(casb, barbara, at, leads_inside):
    from openecf.faces.court import openid

    openid._client.cache_clear()
    sessions.begin(barbara, session_key="k" * 32, at=at)
    logout.LogoutDelivery.objects.create(
        session=sessions.ProviderSession.objects.get(), client_id="casb", due_at=at
    )
    sessions.ProviderSession.objects.update(ended_at=at)
    errands.send(barbara, "casb", "register", {"role": "attorney"}, at=at)
    person = Person.objects.create(court=casb, iss="x", sub="y", username="y", first_seen_at=at)
    bulletins.tell(casb, person, "linked", "Linked.", at=at)

    logout.deliver_due(transport.http_session(), at=at)
    errands.deliver_due(transport.http_session(), at=at)
    bulletins.deliver_due(transport.http_session(), at=at)
    client = walking.browser()
    client.cookies["NextGenCSO"] = "a" * 128
    assert client.get("/casb/cgi-bin/iquery.pl").status_code == 503
    assert walking.browser().get("/casb/sign-in/").status_code == 503

    assert len(leads_inside) >= 5 and not any("169.254" in url for url in leads_inside)
    assert Bulletin.objects.get().delivered_at is None and not Charge.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"request_uri": INSIDE}, {"logo_uri": INSIDE}, {"sector_identifier_uri": INSIDE}], ids=str
)
def test_abuse_68_no_address_a_visitor_names_is_fetched(casb, barbara, monkeypatch, changes):
    asked = []
    monkeypatch.setattr(requests.Session, "request", lambda *args, **kwargs: asked.append(args))

    party.authorize(party.signed_in_browser(), **changes)
    walking.browser().post("/cso/register/", {"redirect_uris": [INSIDE], "jwks_uri": INSIDE})

    assert asked == []


# -- 69 ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("OPENECF_ORIGIN", "http://ecf.example.org", "in the clear"),
        ("OPENECF_ALLOWED_HOSTS", "*", "Any Host header"),
        ("OPENECF_ARGON2_KIB", "1024", "hashed too cheaply"),
    ],
)
def test_abuse_69_an_unsafe_installation_does_not_start(tmp_path, variable, value, told):
    safe = {
        "OPENECF_ORIGIN": "https://ecf.example.org",
        "OPENECF_ADDRESSES": "host",
        "OPENECF_ALLOWED_HOSTS": "ecf.example.org",
        "OPENECF_ARGON2_KIB": "19456",
        "EMAIL_URL": "smtp://mail.example.org:25",
    }
    kept = {name: kept for name, kept in os.environ.items() if not name.startswith("OPENECF_")}
    kept.pop("DATABASE_URL", None)
    command = [
        sys.executable,
        "-c",
        "from openecf.faces.console.main import main; main()",
        *("serve", "--data", str(tmp_path), "--port", "1"),
    ]

    answer = subprocess.run(
        command, env=kept | safe | {variable: value}, capture_output=True, text=True, timeout=120
    )

    assert answer.returncode != 0 and told in answer.stderr and "--unsafe" in answer.stderr
    assert "Traceback" not in answer.stderr
