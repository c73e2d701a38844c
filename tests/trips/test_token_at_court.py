"""A program's token at the old addresses of a court, and nowhere else."""

import json
from datetime import timedelta

import pytest

from openecf.courthouse.people.models import Person, SignOn
from openecf.faces import transport
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db
PROOF = b"/cgi-bin/login.pl?logout"  # by which clients know a page of somebody signed on


@pytest.fixture
def now(at, monkeypatch):
    """A clock that a test may move."""
    now = [at]
    monkeypatch.setattr(clock, "now", lambda: now[0])
    return now


@pytest.fixture
def court(now, at):
    walking.open_account(at=at)
    return walking.open_court("casb", at=at)


def token_of(username="barbaratest", **more):
    sent = {"loginId": username, "password": walking.PASSWORD, **more}
    answer = walking.browser().post(
        "/cso/services/cso-auth", json.dumps(sent), content_type="application/json"
    )
    return answer.json()["nextGenCSO"]


def program(token, name="NextGenCSO"):
    client = walking.browser()
    client.cookies[name] = token
    return client


def end(token):
    body = json.dumps({"nextGenCSO": token})
    return walking.browser().post("/cso/services/cso-logout", body, content_type="application/json").json()


@pytest.mark.parametrize("name", ["NextGenCSO", "PacerSession"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_token_opens_old_addresses_by_either_cookie(court, name, method):
    page = getattr(program(token_of(), name), method)("/casb/cgi-bin/iquery.pl")

    assert page.status_code == 200 and PROOF in page.content
    assert page.context["viewer"].username == "barbaratest"
    assert SignOn.objects.get().door == "api"


@pytest.mark.parametrize(
    "address",
    ["", "query/", "reports/", "utilities/", "utilities/link/", "utilities/account/", "file/", "sign-in/"],
)
def test_abuse_66_a_token_opens_no_modern_page(court, address):
    client, stranger = program(token_of()), walking.browser()
    client.get("/casb/cgi-bin/iquery.pl")

    page, seen = client.get(f"/casb/{address}"), stranger.get(f"/casb/{address}")

    assert page.status_code == seen.status_code
    assert page.wsgi_request.viewer.signed_in is False


def test_abuse_5_a_token_as_a_session_cookie_is_nobodys(court):
    token = token_of()
    program(token).get("/casb/cgi-bin/iquery.pl")
    kept = SignOn.objects.get().key_hash
    client = walking.browser()

    for value in (token, kept, kept.removeprefix("token ")):
        client.cookies["casb_sessionid"] = value
        assert client.get("/casb/").wsgi_request.viewer.signed_in is False
        assert PROOF not in client.get("/casb/cgi-bin/iquery.pl").content


def test_a_token_means_nothing_at_the_center(court):
    client = program(token_of())
    client.cookies["center_sessionid"] = token_of()

    page = client.get("/cso/account/")

    assert page.status_code == 302 and "/cso/login/" in page.headers["Location"]


def test_a_browser_that_is_signed_on_counts_more_than_a_token(court, at):
    walking.open_account("othertest", at=at)
    client = walking.browser()
    walking.sign_in(client)
    client.cookies["NextGenCSO"] = token_of("othertest")

    page = client.get("/casb/cgi-bin/iquery.pl")

    assert page.context["viewer"].username == "barbaratest"
    assert not SignOn.objects.filter(door="api").exists()


def test_a_token_sees_what_the_public_sees_whatever_is_linked(court, at):
    from tests import people_cast

    token = token_of()
    program(token).get("/casb/cgi-bin/iquery.pl")
    account = people_cast.old_account(court, at=at)
    type(account).objects.filter(pk=account.pk).update(state="active", login=None)
    Person.objects.update(court_user=account, linked_at=at)

    seen = program(token).get("/casb/cgi-bin/iquery.pl").context["viewer"]

    assert (seen.role, seen.linked, seen.may_file, seen.is_staff) == ("public", False, False, False)


def test_the_center_is_asked_every_five_seconds_and_no_more(court, now, monkeypatch):
    asked = []
    send = transport.Street.send

    def counted(self, request, **kwargs):
        asked.append(request.url)
        return send(self, request, **kwargs)

    monkeypatch.setattr(transport.Street, "send", counted)
    client = program(token_of())

    for seconds in (0, 2, 4.9, 5.1, 6):
        now[0] = now[0].replace(second=0, microsecond=0) + timedelta(seconds=seconds)
        assert PROOF in client.get("/casb/cgi-bin/iquery.pl").content

    assert [url.rsplit("/cso/")[1] for url in asked] == ["feeds/token/"] * 2


def test_abuse_6_a_token_that_ended_is_dead_within_five_seconds(court, now):
    token = token_of()
    client = program(token)
    client.get("/casb/cgi-bin/iquery.pl")

    assert end(token)["loginResult"] == "0"
    now[0] += timedelta(seconds=5)

    page = client.get("/casb/cgi-bin/iquery.pl")
    assert page.status_code == 200 and PROOF not in page.content
    assert SignOn.objects.get().ended_at is not None


def test_one_token_serves_several_courts(court, at):
    walking.open_court("exab", at=at)
    client = program(token_of())

    for mount in ("casb", "exab"):
        assert PROOF in client.get(f"/{mount}/cgi-bin/iquery.pl").content


def test_abuse_18_a_center_that_is_away_lets_nobody_in(court, monkeypatch):
    import requests

    client = program(token_of())

    def away(*args, **kwargs):
        raise requests.ConnectionError

    monkeypatch.setattr(transport.Street, "send", away)
    page = client.get("/casb/cgi-bin/iquery.pl")

    assert page.status_code == 503 and PROOF not in page.content


def test_nonsense_in_the_cookie_asks_nobody(court, monkeypatch):
    monkeypatch.setattr(transport.Street, "send", None)

    for value in ("", "x", "x" * 129, "<" * 128):
        assert PROOF not in program(value).get("/casb/cgi-bin/iquery.pl").content


def test_logging_out_by_the_old_address_ends_the_token_everywhere(court, at):
    walking.open_court("exab", at=at)
    client = program(token_of())
    client.get("/casb/cgi-bin/iquery.pl")

    page = client.get("/casb/cgi-bin/login.pl?logout")

    assert page.status_code == 200 and PROOF not in page.content
    for mount in ("casb", "exab"):
        assert PROOF not in client.get(f"/{mount}/cgi-bin/iquery.pl").content


def test_the_old_address_asks_a_browser_before_it_logs_out(court):
    client = walking.browser()
    walking.sign_in(client)

    for site in ("", "cross-site", "same-site", "none"):
        page = client.get("/casb/cgi-bin/login.pl?logout", headers={"sec-fetch-site": site})
        assert page.status_code == 302 and page.headers["Location"] == "/casb/log-out/"
    assert client.get("/casb/").wsgi_request.viewer.signed_in


def test_a_link_of_the_courts_own_page_logs_a_browser_out(court):
    client = walking.browser()
    walking.sign_in(client)

    page = client.get("/casb/cgi-bin/login.pl?logout", headers={"sec-fetch-site": "same-origin"})

    assert page.status_code == 303 and "/cso/o/logout/" in page.headers["Location"]
    assert not client.get("/casb/").wsgi_request.viewer.signed_in


@pytest.mark.parametrize("address", ["iquery.pl", "login.pl", "SearchClaims.pl?1-L_1_0-1", "show_doc"])
def test_who_is_not_signed_on_is_told_where_in_words_programs_read(court, address):
    page = walking.browser().get(f"/casb/cgi-bin/{address}")

    assert page.status_code == 200 and page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert (
        'location.assign("http://localhost:8000/cso/csologin/login.jsf?pscCourtId=CASBK'
        f'&appurl=http://localhost:8000/casb/cgi-bin/{address}")'
    ) in page.content.decode()
    for word in (PROOF, b"Cost: ", b'id="caseid"', b"<case number=", b"<request number="):
        assert word not in page.content


def test_the_address_is_told_as_the_client_wrote_it(court):
    headers = {"host": "ecf.casb.uscourts.gov", "x-forwarded-proto": "https"}

    page = walking.browser().get("/cgi-bin/iqquerymenu.pl?465289", headers=headers)

    assert (
        'location.assign("https://pacer.login.uscourts.gov/csologin/login.jsf?pscCourtId=CASBK'
        '&appurl=https://ecf.casb.uscourts.gov/cgi-bin/iqquerymenu.pl?465289")'
    ) in page.content.decode()


@pytest.mark.parametrize("query", ['");alert(1)//', "</script><b>", "a&b", "%22"])
def test_nothing_typed_gets_into_the_script_text(court, query):
    page = walking.browser().get(f"/casb/cgi-bin/iquery.pl?{query}").content.decode()

    assert 'appurl=http://localhost:8000/casb/cgi-bin/iquery.pl")' in page
    assert "alert(1)//" not in page.partition("<script type")[2]


def test_a_post_that_came_from_nobody_is_asked_to_sign_on_too(court):
    for address in ("DktRpt.pl?1-L_1_0-1", "iquery.pl?1-L_1_0-1"):
        page = walking.browser(enforce_csrf_checks=True).post(
            f"/casb/cgi-bin/{address}", {"all_case_ids": "1"}
        )
        assert page.status_code == 200 and b"location.assign(" in page.content


def test_a_program_that_is_not_here_still_shows_who_is_signed_on(court):
    page = program(token_of()).get("/casb/cgi-bin/SearchClaims.pl?465289")

    assert page.status_code == 404 and PROOF in page.content


def test_abuse_66_only_a_court_may_ask_whose_a_token_is(court):
    answer = walking.browser().post(
        "/cso/feeds/token/", json.dumps({"token": token_of()}), content_type="application/json"
    )

    assert answer.status_code == 401 and "identity" not in answer.json()
