"""The same pages by path, by host name, and by a court's other names."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from django.conf import settings as installed
from django.db import OperationalError

from openecf.center.signon import logout
from openecf.faces import transport
from openecf.faces.street import book
from openecf.foundation import addresses, clock
from tests import walking

pytestmark = pytest.mark.django_db
CENTER, CASB, EXAB = (
    f"http://{host}:8000/"
    for host in ("pacer.login.uscourts.gov", "ecf.casb.uscourts.gov", "ecf.exab.example.org")
)
WWW = "http://www.casb.uscourts.gov:8000/"


@pytest.fixture
def by_host(settings):
    """An installation whose sites are told apart by host name."""
    settings.ADDRESSES = "host"
    addresses.wire(replace(installed.WIRING, addresses="host"))
    settings.OAUTH2_PROVIDER = installed.OAUTH2_PROVIDER | {"OIDC_ISS_ENDPOINT": addresses.issuer()}
    book.forget()
    yield
    addresses.wire(installed.WIRING)
    book.forget()


@pytest.fixture
def courts(at):
    walking.open_account(at=at)
    yield [
        walking.open_court("casb", at=at),
        walking.open_court("exab", at=at, hosts=["ecf.exab.example.org"]),
    ]
    book.forget()


def username(client, base):
    return walking.go(client, base).context["viewer"].username


def log_out_at(client, base):
    page = walking.send(client, f"{base}log-out/", {})
    logout.deliver_due(transport.http_session(), at=clock.now())
    return page


def test_in_host_mode_one_sign_on_serves_both_courts_until_it_ends(by_host, courts):
    client = walking.browser()

    page = walking.sign_in(client, CASB)
    assert page.where == CASB
    assert walking.go(client, f"{EXAB}sign-in/").where == EXAB
    assert [username(client, base) for base in (CASB, EXAB)] == ["barbaratest"] * 2

    page = log_out_at(client, EXAB)
    assert page.where == f"{EXAB}?logged_out=1"
    assert [username(client, base) for base in (CASB, EXAB)] == ["", ""]


def test_in_host_mode_the_center_asks_at_its_own_host(by_host, courts):
    page = walking.go(walking.browser(), f"{CASB}sign-in/")

    assert page.where.startswith(f"{CENTER}login/?next=")
    assert f"form-action 'self' {CASB[:-1]}" in page.headers["Content-Security-Policy"]


def test_in_host_mode_there_are_no_doors_by_path(by_host, courts):
    client = walking.browser()

    assert client.get("/casb/").status_code == 404
    assert client.get("/casb/", headers={"host": "ecf.casb.uscourts.gov:8000"}).status_code == 404


def test_in_host_mode_a_sign_in_by_an_alias_stays_there(by_host, courts):
    client = walking.browser()

    page = walking.sign_in(client, WWW)

    assert page.where == WWW
    assert username(client, WWW) == "barbaratest"


def test_in_path_mode_a_court_may_be_asked_by_its_host_while_the_center_is_a_path(courts):
    client = walking.browser()

    page = walking.go(client, f"{CASB}sign-in/")
    assert page.where.startswith("http://localhost:8000/cso/login/")
    page = walking.sign_in(client, CASB)

    assert page.where == CASB
    assert log_out_at(client, CASB).where == f"{CASB}?logged_out=1"
    assert username(client, CASB) == ""


def test_a_port_in_the_host_header_does_not_matter(courts):
    for host in ("localhost", "localhost:8000", "LOCALHOST:9999"):
        assert walking.browser().get("/casb/", headers={"host": host}).status_code == 200


def test_each_site_has_its_own_cookies(courts):
    client = walking.browser()
    walking.sign_in(client)

    assert {"casb_sessionid", "center_sessionid", "center_csrftoken", "center_browser"} <= set(client.cookies)
    assert client.cookies["casb_sessionid"]["path"] == "/casb/"
    assert client.cookies["center_sessionid"]["path"] == "/cso/"
    assert client.cookies["casb_sessionid"]["httponly"]


def test_over_https_and_by_host_cookies_are_bound_to_the_host(by_host, courts, settings):
    settings.HTTPS = True

    answer = walking.browser().get("/login/", headers={"host": "pacer.login.uscourts.gov"})

    assert answer.cookies["__Host-center_csrftoken"]["path"] == "/"


def test_a_door_without_its_slash_leads_to_the_door(courts):
    answer = walking.browser().get("/casb")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/casb/")


def test_over_https_a_form_is_taken_although_the_balancer_speaks_http_to_us(by_host, courts, settings):
    settings.HTTPS = True
    host = {"host": "pacer.login.uscourts.gov"}
    client = walking.browser(enforce_csrf_checks=True)
    client.get("/register/search/", headers=host)
    fields = {"csrfmiddlewaretoken": client.cookies["__Host-center_csrftoken"].value}

    ours = client.post(
        "/register/search/", fields, headers=host | {"origin": "https://pacer.login.uscourts.gov"}
    )
    theirs = client.post("/register/search/", fields, headers=host | {"origin": "https://evil.example.org"})
    plain = client.post(
        "/register/search/", fields, headers=host | {"origin": "http://pacer.login.uscourts.gov"}
    )

    assert [answer.status_code for answer in (ours, theirs, plain)] == [200, 403, 403]


def test_over_https_a_cookie_bound_to_the_host_can_be_deleted(by_host, courts, settings):
    settings.HTTPS = True
    client = walking.browser()
    walking.sign_in(client, CASB)

    answer = client.post("/log-out/", headers={"host": "ecf.casb.uscourts.gov"})

    gone = answer.cookies["__Host-casb_sessionid"]
    assert (gone["max-age"], gone["secure"], gone["path"]) == (0, True, "/")


@pytest.mark.parametrize(
    "address", ["/casb/utilities/link/done/%00/", "/casb/clerk/requests/%00/", "/cso/login/?next=%00"]
)
def test_an_address_with_a_zero_byte_is_no_page(courts, address):
    client = walking.browser()
    walking.sign_in(client)

    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "room"), [("/casb/", "viewer.viewer_for"), ("/cso/", "sessions.standing")]
)
def test_a_database_that_is_away_gets_a_plain_page_with_a_reference(courts, monkeypatch, address, room):
    def away(*args, **kwargs):
        raise OperationalError

    where = {"viewer.viewer_for": "courthouse.people", "sessions.standing": "center.signon"}[room]
    monkeypatch.setattr(f"openecf.{where}.{room}", away)
    client = walking.browser(raise_request_exception=False)

    page = client.get(address)

    assert page.status_code == 500
    assert "Something went wrong on our side." in walking.told(page) and "Ref " in walking.told(page)


def test_no_page_is_kept_by_a_cache_for_somebody_else(courts):
    client = walking.browser()
    walking.sign_in(client)

    for address in ("/casb/", "/casb/utilities/account/", "/cso/", "/casb/nowhere.css"):
        assert "private" in client.get(address).headers["Cache-Control"]
    assert "max-age=3600" in client.get("/static/ecf.css").headers["Cache-Control"]


def test_the_log_has_no_tokens_and_no_forged_lines(courts, caplog):
    caplog.set_level("INFO", logger="openecf.errors")
    token = "aB3-" * 10 + "xyz"

    walking.browser().get(f"/casb/nowhere/{token}/%0A2026-11-24 INFO forged/")

    lines = [record.getMessage() for record in caplog.records if record.name == "openecf.errors"]
    assert len(lines) == 1 and token not in lines[0] and "\n" not in lines[0] and "/casb/nowhere/" in lines[0]


def test_the_address_of_a_form_opened_as_a_page_says_where_to_go(courts):
    page = walking.browser().get("/casb/oidc/backchannel/")

    assert (page.status_code, page.headers["Allow"]) == (405, "POST")
    assert "Go back to the page with the form" in walking.told(page)


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://localhost/casb/utilities/client-code/?changed", "/casb/utilities/client-code/?changed"),
        ("http://evil.example.org/casb/x/", "/casb/utilities/client-code/"),
        ("http://[", "/casb/utilities/client-code/"),
        ("", "/casb/utilities/client-code/"),
    ],
)
def test_who_must_sign_in_to_send_a_form_comes_back_to_the_page_it_was_on(courts, referer, back):
    page = walking.browser().post("/casb/utilities/client-code/", {}, headers={"referer": referer})

    assert page.status_code == 401
    assert f"/casb/sign-in/?{urlencode({'next': back})}" in page.content.decode()


@pytest.mark.parametrize("door", ["/", "/casb/", "/cso/"])
def test_the_icon_is_found_where_browsers_ask_for_it(courts, door):
    page = walking.browser().get(f"{door}favicon.ico")

    assert page.status_code == 302
    assert page["Location"].endswith(".svg")
