"""Abuse of signing on (threat model 1-18), through the doors; docs/security/threats.md names all tests."""

import re
import time as clocks
import unicodedata
from statistics import median
from urllib.parse import urlencode

import pyotp
import pytest
import requests
from django.test import override_settings
from oauth2_provider.models import AccessToken
from oauth2_provider.settings import oauth2_settings

from openecf.center.accounts.models import Account
from openecf.center.signon import factors, logout
from openecf.center.signon.models import ApiKey, Factor, ProviderSession
from openecf.courthouse.people.models import SignOn
from openecf.faces import transport
from openecf.faces.court import openid
from openecf.foundation import clock
from tests import second_factors, walking
from tests.conformance import forging, party
from tests.conformance.test_key_rotation import _after_rotation
from tests.mailbag import letters_about
from tests.second_factors import SECRET
from tests.soft_authenticator import UP

from .attacking import ACCOUNT, at_center, at_court, guess, is_in, who

pytestmark = pytest.mark.django_db
PASSKEYS = "/cso/account/factors/passkeys/"


def deliver():
    logout.deliver_due(transport.http_session(), at=clock.now())


# -- 1-3: guessing -----------------------------------------------------------


def test_abuse_1_one_password_sprayed_over_many_names_makes_the_network_wait(barbara):
    known = at_center(REMOTE_ADDR="198.51.100.7")

    answers = [guess(f"somebody{number}", REMOTE_ADDR="198.51.100.66") for number in range(56)]

    assert {answer.status_code for answer in answers[:50]} == {200}
    assert any("Try again in" in walking.told(answer) for answer in answers[50:])
    assert "Try again in" in walking.told(guess("barbaratest", walking.PASSWORD, REMOTE_ADDR="198.51.100.9"))
    walking.send(known, "/cso/log-out/", {})
    assert is_in(at_center(client=known, REMOTE_ADDR="198.51.100.7"))  # a browser that was here before
    assert is_in(at_center(REMOTE_ADDR="203.0.113.5"))  # another network


def test_abuse_1_the_network_is_free_again_in_the_next_hour(barbara, time):
    for number in range(56):
        guess(f"somebody{number}", REMOTE_ADDR="198.51.100.66")
    time(hours=1)

    assert is_in(at_center(REMOTE_ADDR="198.51.100.9"))


def test_abuse_2_strangers_failures_keep_no_filer_out(barbara, time):
    known = at_center()
    for network in range(99):
        guess("barbaratest", REMOTE_ADDR=f"198.51.{network}.7")

    assert is_in(known)
    walking.send(known, "/cso/log-out/", {})
    assert is_in(at_center(client=known))


def test_abuse_2_after_a_hundred_the_password_alone_rests_and_the_holder_is_told(barbara):
    known = at_center()
    for network in range(100):
        guess("barbaratest", REMOTE_ADDR=f"198.51.{network}.7")

    assert Account.objects.get().password_disabled_at
    assert is_in(known)  # what is open stays open; passkeys: test_reset_abuse.py
    (letter,) = letters_about("password", to="barbaratest@example.org")
    assert "Forgot username/password" in letter.body


def _without(page, *typed):
    """Return a page's text without what was typed and without what changes at each load."""
    text = walking.told(page)
    for word in typed:
        text = text.replace(word, "")
    return re.sub(r"[A-Z]{3}-\w{4}-\w{4}", "", text)


@pytest.mark.parametrize("field", ["email_or_username", "email"])
def test_abuse_3_forgot_and_register_answer_the_same_for_anybody(barbara, field):
    pages = []
    for name in ("barbaratest@example.org", "nobodyatall@example.org"):
        client = walking.browser()
        address = "/cso/forgot/" if field == "email_or_username" else "/cso/register/search/"
        page = walking.send(client, address, {field: name, "email_again": name})
        pages.append((page.status_code, page.where, _without(page, name)))

    assert pages[0] == pages[1]


def test_abuse_3_login_and_link_form_answer_the_same_for_anybody(barbara, old):
    client = at_court()
    logins = [guess("barbaratest"), guess("nobodyatall")]
    links = [
        walking.send(client, "/casb/utilities/link/", {"login": name, "password": "wrong"})
        for name in ("bcasb", "zzzzz")
    ]

    assert len({(page.status_code, _without(page, "barbaratest", "nobodyatall")) for page in logins}) == 1
    assert len({(p.status_code, re.sub(r"\d tries", "", _without(p, "bcasb", "zzzzz"))) for p in links}) == 1


@override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.PBKDF2PasswordHasher"])
def test_abuse_3_an_unknown_name_costs_the_same_time(at):
    from openecf.center.signon import signing_in

    signing_in._nobodys_password.cache_clear()
    walking.open_account(at=at)
    walking.open_account("passkeyonly1", at=at, password="another battery horse")
    guess("warming-up")
    spent = {"barbaratest": [], "nobodyatall": []}
    for _ in range(4):
        for name in spent:
            started = clocks.process_time()
            guess(name)
            spent[name].append(clocks.process_time() - started)
    signing_in._nobodys_password.cache_clear()

    ratio = median(spent["barbaratest"]) / median(spent["nobodyatall"])
    assert 0.5 < ratio < 2, ratio


# -- 5-7: sessions and codes -------------------------------------------------


def test_abuse_5_a_courts_cookie_is_nobodys_at_the_center_and_at_other_courts(casb, exab, barbara):
    key = at_court().cookies["casb_sessionid"].value

    for door in ("center", "exab"):
        thief = walking.browser()
        thief.cookies[f"{door}_sessionid"] = key
        assert not is_in(thief) and who(thief, "exab") == ""


@pytest.mark.parametrize("way", ["log-out", "revoked"])
def test_abuse_6_a_kept_cookie_is_dead_everywhere_after_the_end(casb, exab, barbara, way, time):
    client = at_court()
    walking.go(client, "/exab/sign-in/")
    thief = walking.browser()
    for name, kept in client.cookies.items():
        thief.cookies[name] = kept.value
    assert (who(thief), who(thief, "exab"), is_in(thief)) == ("barbaratest", "barbaratest", True)

    if way == "log-out":
        walking.send(client, "/casb/log-out/", {})
    else:
        walking.send(at_center(), "/cso/account/security/", {"others": "1"})
    deliver()
    time(seconds=4)

    assert (who(thief), who(thief, "exab"), is_in(thief)) == ("", "", False)


def _callback(client):
    """Return the address of a callback that was not opened."""
    client.cookies.pop("casb_sessionid")
    return walking.step(client, client.get("/casb/sign-in/").headers["Location"]).headers["Location"]


def test_abuse_7_a_code_of_another_browser_is_not_taken_either_way(casb, barbara, at):
    walking.open_account("mallory1", at=at)
    victim, mallory = at_court(), at_court("mallory1")
    stolen, planted = _callback(victim), _callback(mallory)

    assert (walking.go(mallory, stolen).status_code, who(mallory)) == (400, "")  # code injection
    assert (walking.go(victim, planted).status_code, who(victim)) == (400, "")  # login CSRF


def test_abuse_7_a_code_used_twice_is_refused_and_its_token_dies(casb, barbara):
    client = party.signed_in_browser()
    code = party.authorize(client).said["code"]
    token = party.redeem(casb, code).json()["access_token"]
    assert party.userinfo(token).status_code == 200

    again = party.redeem(casb, code)

    assert (again.status_code, again.json()["error"]) == (400, "invalid_grant")
    assert party.userinfo(token).status_code in (401, 403)
    assert all(each.is_expired() for each in AccessToken.objects.all())


def test_abuse_7_pacer_login_takes_no_form_of_another_site(barbara):
    client = walking.browser(enforce_csrf_checks=True)

    answer = client.post(
        "/cso/login/",
        {"username": "barbaratest", "password": walking.PASSWORD},
        headers={"origin": "https://evil.example.org", "sec-fetch-site": "cross-site"},
    )

    assert answer.status_code in (400, 403) and not is_in(client)


# -- 8-10: the protocol ------------------------------------------------------

BACK = party.BACK


@pytest.mark.parametrize(
    "changes",
    [
        {"redirect_uri": "https://evil.example.org/"},
        {"redirect_uri": f"{BACK}?x=1"},
        {"redirect_uri": f"{BACK}#x"},
        {"redirect_uri": f"{BACK}../../exab/"},
        {"redirect_uri": BACK.replace("localhost", "localhost@evil.example.org")},
        {"redirect_uri": BACK.replace("localhost:8000", "localhost:8001")},
        {"redirect_uri": BACK.replace("localhost:8000", "localhost.evil.example.org")},
        {"redirect_uri": BACK.upper()},
        {"redirect_uri": BACK.replace("casb", "exab")},
        {"redirect_uri": BACK.replace("http:", "javascript:")},
        {"redirect_uri": f" {BACK}"},
        {"redirect_uri": BACK.rstrip("/")},
        {"redirect_uri": None},
        {"code_challenge": None, "code_challenge_method": None},
        {"code_challenge_method": "plain"},
        {"code_challenge": "v" * 43, "code_challenge_method": None},
        {"response_type": "token"},
        {"response_type": "code id_token"},
    ],
    ids=str,
)
def test_abuse_8_no_redirect_carries_a_code_to_where_it_should_not(casb, exab, barbara, changes):
    answer = party.authorize(party.signed_in_browser(), **changes)

    assert "code" not in answer.said and "token" not in answer.to
    if changes.get("redirect_uri", BACK) != BACK:
        assert answer.status_code == 400 and not answer.to


def test_abuse_8_two_redirect_uris_are_no_way_round(casb, barbara):
    query = urlencode(party.asked()) + "&" + urlencode({"redirect_uri": "https://evil.example.org/"})

    answer = party.said_by(party.signed_in_browser().get(f"/cso/o/authorize/?{query}"))

    assert "evil" not in answer.to and "code" not in answer.said


@pytest.mark.parametrize(
    "forge",
    [
        forging.with_key("none"),
        forging.with_key("secret"),
        forging.with_key("rsa"),
        forging.with_claims(aud="exab"),
        forging.with_claims(iss="http://evil.example.org/o"),
        forging.with_claims(nonce="another"),
        forging.with_claims(exp=1),
        lambda token: forging.signed(forging.claims_of(token), typ="logout+jwt"),
        lambda token: forging.signed(
            forging.claims_of(token),
            key=forging.RSAKey.generate_key(2048),
            jku="http://evil.example.org/jwks.json",
        ),
    ],
    ids=["none", "HS256", "foreign-key", "aud", "iss", "nonce", "old", "typ", "jku"],
)
def test_abuse_9_a_forged_id_token_signs_nobody_on(casb, barbara, monkeypatch, forge):
    openid._client.cache_clear()
    center = forging.LyingCenter(monkeypatch)
    center.change_token = forge

    client = at_court()

    assert who(client) == "" and not SignOn.objects.exists()
    assert not any("evil" in url for url in center.asked)


def _tell(token):
    return walking.browser().post("/casb/oidc/backchannel/", {"logout_token": token}).status_code


def test_abuse_10_no_forged_replayed_or_old_logout_token_ends_anything(casb, barbara, at):
    client = at_court()
    sid = SignOn.objects.get().sid
    forged = forging.signed(
        forging.logout_claims(at, sid=sid), key=forging.RSAKey.generate_key(2048), typ="logout+jwt"
    )
    kinds = [{"nonce": "n"}, {"exp": 1}, {"aud": "exab"}, {"iss": "http://evil.example.org"}, {"events": {}}]
    wrong = [forging.signed(forging.logout_claims(at, sid=sid, **kind), typ="logout+jwt") for kind in kinds]

    for token in (forged, forging.unsigned(forging.logout_claims(at, sid=sid), typ="logout+jwt"), *wrong):
        assert (_tell(token), who(client)) == (400, "barbaratest")
    right = forging.signed(forging.logout_claims(at, sid=sid), typ="logout+jwt")
    assert (_tell(right), who(client)) == (200, "")
    fresh = at_court()
    assert (_tell(right), who(fresh)) == (400, "barbaratest")


# -- 11, 12: factors ---------------------------------------------------------


def _second_step(code):
    client = at_center()
    walking.send(client, client.last.where, {"code": code})
    return client


def test_abuse_11_a_code_seen_over_the_shoulder_lets_no_second_browser_in(barbara, at, time):
    factors.add_app(barbara, "Phone", SECRET, at=at)
    code = pyotp.TOTP(SECRET).at(at)
    assert is_in(_second_step(code))

    time(seconds=31)  # still within the drift of one step
    assert not is_in(_second_step(code))


def test_abuse_11_codes_are_not_tried_out(barbara, at, time):
    factors.add_app(barbara, "Phone", SECRET, at=at)
    for number in range(10):
        time(minutes=6)
        _second_step(f"{number:06d}")

    assert not is_in(_second_step(pyotp.TOTP(SECRET).at(clock.now())))


@pytest.mark.parametrize(
    "said",
    [
        {"origin": "https://evil.example.org"},
        {"origin": "http://localhost:8001"},
        {"host": "evil.example.org"},
        {"flags": UP},
        {"handle": b"somebody else"},
    ],
    ids=str,
)
def test_abuse_12_no_dishonest_passkey_signs_in(barbara, at, said):
    device = second_factors.passkey(barbara, at=at)
    client = walking.browser()
    asked = client.post(f"{PASSKEYS}challenge/").json()

    walking.send(client, f"{PASSKEYS}sign-in/", _shown(asked, device, **said))

    assert not is_in(client)


def test_abuse_12_no_challenge_is_answered_late_twice_or_elsewhere(barbara, at, time):
    device = second_factors.passkey(barbara, at=at)
    first, second = walking.browser(), walking.browser()
    used, elsewhere, late = (first.post(f"{PASSKEYS}challenge/").json() for _ in range(3))

    walking.send(second, f"{PASSKEYS}sign-in/", _shown(elsewhere, device))
    assert not is_in(second)
    fields = _shown(used, device)
    walking.send(first, f"{PASSKEYS}sign-in/", fields)
    assert is_in(first)
    walking.send(first, "/cso/log-out/", {})
    walking.send(first, f"{PASSKEYS}sign-in/", fields)
    assert not is_in(first)
    time(hours=1)
    walking.send(first, f"{PASSKEYS}sign-in/", _shown(late, device))
    assert not is_in(first)


def _shown(asked, device, **said):
    return {"token": asked["token"], "answer": device.show(asked["options"], **said)}


# -- 14, 16-18 ---------------------------------------------------------------

LASTING = {
    "username/": {"username": "stolenname1", "username_again": "stolenname1"},
    "email/": {"email": "t@example.org", "email_again": "t@example.org", "old_password": walking.PASSWORD},
    "factors/apps/new/": {"name": "Thief"},
    "factors/passkeys/new/": {"name": "Thief"},
    "factors/codes/new/": {},
    "keys/new/": {"name": "k", "scopes": ["usage:read"], "days": "30"},
    "security/": {"others": "1"},
    "security-information/": {},
    "payments/methods/store/": {},
}


def test_abuse_14_no_lasting_change_by_a_direct_post_of_a_stale_sign_on(barbara, at, time):
    factors.add_app(barbara, "Phone", SECRET, at=at)
    walking.open_account("elsewhere1", at=at)
    stale = _second_step(pyotp.TOTP(SECRET).at(at))
    time(seconds=31)
    other = _second_step(pyotp.TOTP(SECRET).at(clock.now()))
    factor = Factor.objects.get()
    before = Account.objects.filter(pk=barbara.pk).values().get()
    letters = len(letters_about(""))
    time(minutes=11)

    forms = LASTING | {
        f"factors/remove/{factor.public_id}/": {},
        f"factors/rename/{factor.public_id}/": {"name": "Thief"},
    }
    for page, fields in forms.items():
        answer = stale.post(f"{ACCOUNT}{page}", fields)
        assert answer.status_code in (302, 303) and "why=fresh" in answer.headers["Location"], page

    assert Account.objects.filter(pk=barbara.pk).values().get() == before
    assert (Factor.objects.get().name, ApiKey.objects.count()) == ("Phone", 0)
    assert ProviderSession.objects.filter(ended_at=None).count() == 2 and is_in(other)
    assert len(letters_about("")) == letters


def _set_password(client, new, old=walking.PASSWORD):
    fields = {"old_password": old, "password": new, "password_again": new}
    return walking.send(client, f"{ACCOUNT}password/", fields)


@pytest.mark.parametrize(
    "weak",
    [
        "",
        "short",
        "passwordpassword",
        "PasswordPassword1",
        "barbaratest barbaratest",
        "pacerpacerpacerpacer",
        "x" * 257,
    ],
)
def test_abuse_16_what_guessers_try_first_is_no_password(barbara, weak):
    before = barbara.password

    _set_password(at_center(), weak)

    assert Account.objects.get().password == before


def test_abuse_16_a_long_password_of_any_signs_is_taken_whole_in_one_form(barbara):
    new = unicodedata.normalize("NFD", "Žluťoučký kůň úpěl ďábelské ódy " * 3).strip()
    assert len(new) > 65
    _set_password(at_center(), new)

    assert is_in(at_center(password=unicodedata.normalize("NFC", new)))
    assert not is_in(at_center(password=new[:64]))


def test_abuse_17_keys_that_rotate_in_the_middle_of_a_sign_in_stop_nobody(casb, barbara):
    early, late = at_court(), at_court()
    callback = _callback(early)
    with override_settings(OAUTH2_PROVIDER=_after_rotation()):
        oauth2_settings.reload()
        walking.go(early, callback)
        walking.go(late, _callback(late))
        assert (who(early), who(late)) == ("barbaratest", "barbaratest")
    oauth2_settings.reload()


def test_abuse_18_without_the_center_what_is_open_stays_and_nobody_new_comes_in(casb, barbara, monkeypatch):
    client, newcomer = at_court(), at_court()
    callback = _callback(newcomer)
    openid._client.cache_clear()

    def silent(*args, **kwargs):
        raise requests.ConnectionError

    monkeypatch.setattr(transport.Street, "send", silent)
    pages = [walking.step(newcomer, callback), walking.browser().get("/casb/sign-in/")]

    assert who(client) == "barbaratest" and client.get("/casb/query/").status_code == 200
    assert who(newcomer) == ""
    for page in pages:
        assert page.status_code == 503
        assert "PACER sign-on does not answer" in walking.told(page)
