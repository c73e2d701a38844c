"""What every answer says to browsers, whatever is asked and however it went."""

import re
from urllib.parse import quote, urlsplit

import pytest

from openecf.faces.middleware import client_address
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db
EVERYWHERE = (
    "/",
    "/casb/",
    "/casb/nowhere/",
    "/casb/utilities/account/",
    "/casb/help/",
    "/casb/oidc/backchannel/",
    "/casb/notices/stamp-key.pem",
    "/casb/query/",
    "/casb/utilities/billing/csv/",
    "/cso/",
    "/cso/account/",
    "/cso/account/factors/",
    "/cso/account/security/log.csv",
    "/cso/account/usage/quarter.csv",
    "/cso/api/v1/openapi.json",
    "/cso/api/v1/nowhere",
    "/cso/login/",
    "/cso/nowhere/",
    "/cso/o/.well-known/openid-configuration",
    "/cso/o/.well-known/jwks.json",
    "/cso/services/cso-auth",
    "/static/ecf.css",
    "/static/ecf.js",
    "/static/nowhere.js",
)


@pytest.fixture
def barbara():
    """A browser that is signed in at a court and at the center."""
    walking.open_court("casb", at=clock.now())
    walking.open_account(at=clock.now())
    client = walking.browser()
    walking.sign_in(client)
    return client


def everywhere(*clients):
    """Return the answers of all kinds of addresses."""
    return {
        (place, each): client.get(each) for place, client in enumerate(clients) for each in EVERYWHERE
    }.items()


def test_every_answer_says_what_a_browser_may_do_with_it(barbara, settings):
    settings.HTTPS, settings.SECURE_HSTS_SECONDS = True, 31536000

    for where, answer in everywhere(barbara, walking.browser()):
        told, policy = answer.headers, answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "object-src 'none'" in policy, where
        assert "base-uri 'none'" in policy and "frame-ancestors 'none'" in policy, where
        assert "unsafe" not in policy and "*" not in policy, where
        assert told["X-Content-Type-Options"] == "nosniff", where
        assert told["Referrer-Policy"] == "same-origin", where
        assert told["Cross-Origin-Opener-Policy"] == "same-origin", where
        assert told["Cross-Origin-Resource-Policy"] == "same-origin", where
        assert told["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", where


def test_no_answer_is_shared_with_another_origin(barbara):
    for each in EVERYWHERE:
        answer = barbara.get(each, headers={"origin": "https://evil.example.org"})
        shared = answer.headers.get("Access-Control-Allow-Origin")
        assert shared is None or (shared == "*" and _is_public(each)), (each, shared)


def _is_public(address):
    """Tell whether anybody may read it anyway: the provider's description and keys, and style sheets."""
    return address.startswith(("/static/", "/cso/o/.well-known/"))


def test_every_text_says_its_charset_and_its_kind(barbara):
    for where, answer in everywhere(barbara):
        kind = answer.headers.get("Content-Type", "")
        body = b"".join(answer) if answer.streaming else answer.content
        if body and kind.startswith(("text/", "application/xml")):
            assert "charset=utf-8" in kind.lower().replace('"', ""), where
        assert not body or kind, where


def test_no_answer_tells_what_it_is_made_of(barbara):
    for where, answer in everywhere(barbara):
        assert not {"Server", "X-Powered-By", "Via"} & set(answer.headers), where


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "PATCH", "DELETE", "CONNECT", "ANY"])
@pytest.mark.parametrize(
    "address", ["/casb/", "/casb/query/", "/cso/", "/cso/account/", "/cso/services/cso-auth"]
)
def test_methods_that_nothing_uses_are_refused(barbara, method, address):
    answer = barbara.generic(method, address, headers={"x-secret": "mirror-me"})

    assert answer.status_code == 405
    assert b"mirror-me" not in answer.content


@pytest.mark.parametrize(
    "address", ["/.git/config", "/casb/.git/config", "/static/", "/static/vendor/", "/static/../settings.py"]
)
def test_neither_folders_nor_sources_are_served(barbara, address):
    answer = barbara.get(address)

    assert answer.status_code == 404 and b"Index of" not in answer.content


@pytest.mark.parametrize(
    "address", ["/casb/query/x.css", "/cso/account/x.css", "/casb/utilities/account/x.js"]
)
def test_a_page_under_a_false_ending_is_not_found(barbara, address):
    assert barbara.get(address).status_code == 404


def test_pages_of_an_account_are_not_kept_by_the_browser(barbara):
    for each in ("/cso/", "/cso/account/", "/cso/account/factors/", "/cso/account/security/"):
        assert "no-store" in barbara.get(each).headers["Cache-Control"], each
    assert "no-store" not in barbara.get("/static/ecf.css").headers["Cache-Control"]


@pytest.mark.parametrize("door", ["/casb/log-out/", "/cso/log-out/"])
def test_logging_out_clears_what_the_browser_kept(barbara, settings, door):
    settings.HTTPS = True
    host = {"host": "localhost", "origin": "https://localhost", "referer": "https://localhost/"}

    answer = barbara.post(door, headers=host, secure=True)

    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'


def test_cookies_are_small_and_out_of_reach_of_scripts(barbara):
    for _ in range(7):  # as many people as like share a browser
        walking.open_account(f"somebody{_}", at=clock.now())
        barbara.post("/cso/log-out/")
        walking.sign_in(barbara, username=f"somebody{_}")

    for name, morsel in barbara.cookies.items():
        assert len(name) + len(morsel.value) < 4096, name
        assert morsel["httponly"] or not morsel.value, name
        assert morsel["samesite"] == "Lax" or not morsel.value, name


def test_addresses_made_for_the_browser_stay_short(barbara):
    long = "/casb/query/?name=" + "x" * 20000
    court = walking.browser().get(f"/casb/sign-in/?next={quote(long)}")
    hint = barbara.post("/casb/log-out/")

    for answer in (court, hint):
        assert answer.status_code in (302, 303) and len(answer.headers["Location"]) < 4096


@pytest.mark.parametrize(
    ("asked_from", "trusted", "told"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "192.0.2.1", "203.0.113.9"),  # not the balancer: whatever it says is passed over
        ("192.0.2.1", "192.0.2.1", "198.51.100.7"),  # the balancer added the last one, its caller the first
    ],
)
def test_only_the_balancers_word_about_an_address_counts(rf, settings, asked_from, trusted, told):
    settings.TRUSTED_PROXY = trusted
    forwarded = "10.0.0.1, 198.51.100.7"

    request = rf.get("/", REMOTE_ADDR=asked_from, HTTP_X_FORWARDED_FOR=forwarded, HTTP_X_REAL_IP="10.0.0.2")

    assert client_address(request) == told


def test_a_forwarded_host_changes_no_address(barbara):
    answer = walking.browser().get(
        "/casb/sign-in/", headers={"x-forwarded-host": "evil.example.org", "x-forwarded-proto": "ftp"}
    )

    assert urlsplit(answer.headers["Location"]).netloc == "localhost:8000"


def test_password_fields_hide_what_is_typed_and_let_managers_help(barbara):
    for each in ("/cso/login/", "/cso/account/password/", "/casb/utilities/link/"):
        who = walking.browser() if each == "/cso/login/" else barbara
        page = walking.go(who, each).content.decode()
        fields = [one for one in re.findall(r"<input[^>]*>", page) if 'type="password"' in one]
        assert fields, each
        if each != "/casb/utilities/link/":  # there a manager would fill in the PACER password
            assert all(re.search(r'autocomplete="(current|new)-password"', one) for one in fields), each
        assert "onpaste" not in page
