"""Who is signed in to an account, signing browsers out, the log, and "this was not me", by pages."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openecf.audit import trail
from openecf.center.signon.models import ProviderSession
from tests import walking
from tests.mailbag import letters_about, path_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time")]
PAGE = "/cso/account/security/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def account(at):
    return walking.open_account(at=at)


@pytest.fixture
def here(account):
    """The holder's browser, signed in at the center."""
    return signed_in(walking.browser())


def signed_in(client, **fields):
    page = walking.go(client, "/cso/login/")
    walking.send(client, page.where, {"username": "barbaratest", "password": walking.PASSWORD, **fields})
    return client


def is_in(client):
    return client.get(PAGE).status_code == 200


def test_it_is_for_its_holder_only(account):
    answer = walking.go(walking.browser(), PAGE)

    assert "PACER LOGIN" in walking.told(answer)


def test_the_holder_sees_both_browsers_and_the_last_sign_in(here, time):
    assert "This is the first sign-in" in walking.told(here.get(PAGE))
    time(minutes=1)
    far = signed_in(walking.browser(headers={"user-agent": FIREFOX}))

    page = walking.told(here.get(PAGE))

    assert "Firefox on Linux" in page and "(this one)" in page and "127.0.0.1" in page
    assert "Last sign-in before this one: Nov 24, 2026 12:00:00 PM Central" in walking.told(far.get(PAGE))


def test_one_other_browser_is_signed_out_at_once(here, time):
    far = signed_in(walking.browser())
    session = ProviderSession.objects.latest("pk")

    page = walking.send(here, PAGE, {"browser": str(session.sid)})

    assert "Signed out, here and within seconds in every court." in walking.told(page)
    assert is_in(here) and not is_in(far)


def test_all_others_are_signed_out_at_once(here):
    others = [signed_in(walking.browser()) for _ in range(2)]

    walking.send(here, PAGE, {"others": "1"})

    assert is_in(here) and not any(map(is_in, others))


def test_signing_out_takes_a_fresh_sign_in_and_comes_back(here, time):
    far = signed_in(walking.browser())
    time(minutes=11)

    page = walking.send(here, PAGE, {"others": "1"})

    assert "PACER LOGIN" in walking.told(page) and "Sign in again" in walking.told(page)
    assert is_in(far)
    page = walking.send(here, page.where, {"username": "barbaratest", "password": walking.PASSWORD})
    assert page.where.endswith(PAGE)


def test_a_browser_that_was_signed_out_meanwhile_is_said_to_be(here):
    page = walking.send(here, PAGE, {"browser": "nobody"})

    assert "This browser is signed out already." in walking.told(page)


def test_nobody_signs_out_anothers_browser(here, at):
    walking.open_account("annray2026", at=at)
    other = walking.browser()
    page = walking.go(other, "/cso/login/")
    walking.send(other, page.where, {"username": "annray2026", "password": walking.PASSWORD})
    session = ProviderSession.objects.get(account__username="annray2026")

    walking.send(here, PAGE, {"browser": str(session.sid)})

    assert is_in(other)


def test_an_authenticated_page_asks_one_query_for_session_and_holder(here):
    here.get("/cso/help/")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = here.get("/cso/help/")

    assert "barbaratest" in walking.told(page)
    assert len(asked) == 1


# -- The log -----------------------------------------------------------------


def test_the_log_tells_of_failures_and_sign_ins_in_plain_words(here, account):
    stranger = walking.browser(REMOTE_ADDR="198.51.100.9")
    page = walking.go(stranger, "/cso/login/")
    walking.send(stranger, page.where, {"username": "barbaratest", "password": "wrong"})

    told = walking.told(here.get(f"{PAGE}log/"))

    assert "Failed sign-in 198.51.100.9" in told
    assert "Signed in password 127.0.0.1" in told


def test_the_log_is_there_as_csv_and_no_cell_runs(here, account, at):
    detail = {"name": '=HYPERLINK("http://evil.example.org")'}
    trail.record("center", account.number, "signon.factor_added", account.number, detail=detail, at=at)

    answer = here.get("/cso/account/security/log.csv")

    rows = list(csv.reader(io.StringIO(answer.content.decode())))
    assert answer.headers["Content-Type"].startswith("text/csv")
    assert rows[0] == ["Date and time (America/Chicago)", "What", "Detail", "Network address"]
    assert any(row[1] == "Signed in" for row in rows)
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_nobody_reads_the_log_of_another(here, at):
    other = walking.open_account("annray2026", at=at)
    trail.record("center", other.number, "accounts.password_changed", other.number, at=at)

    assert "Password changed" not in walking.told(here.get(f"{PAGE}log/"))


# -- This was not me ---------------------------------------------------------


@pytest.fixture
def far(here):
    """A stranger's browser, of which the holder is told by mail."""
    return signed_in(walking.browser(REMOTE_ADDR="198.51.100.9", headers={"user-agent": FIREFOX}))


def test_the_link_of_the_mail_changes_nothing_until_its_button_is_pressed(here, far):
    path = path_in(letters_about("new browser")[-1])

    for _ in range(2):
        page = walking.browser().get(path)

    assert "Firefox on Linux" in walking.told(page) and "198.51.100.9" in walking.told(page)
    assert is_in(far) and is_in(here)


def test_the_button_signs_everybody_out_and_turns_the_password_off(here, far, account):
    path = path_in(letters_about("new browser")[-1])
    holder = walking.browser()

    page = walking.send(holder, path, {})

    assert "Everybody is signed out" in walking.told(page) and "Set a new password" in walking.told(page)
    assert not is_in(far) and not is_in(here)
    again = walking.send(
        walking.browser(), "/cso/login/", {"username": "barbaratest", "password": walking.PASSWORD}
    )
    assert "is wrong" in walking.told(again)
    assert letters_about("closed to everybody", to=account.email)


def test_a_new_password_by_mail_opens_the_account_again(here, far, account):
    walking.send(walking.browser(), path_in(letters_about("new browser")[-1]), {})
    client, new = walking.browser(), "a quite different phrase 7!"
    walking.send(client, "/cso/forgot/", {"email_or_username": "barbaratest@example.org"})
    path = path_in(letters_about("link for a new password")[-1])
    walking.send(client, path, {"password": new, "password_again": new})

    page = walking.send(client, "/cso/login/", {"username": "barbaratest", "password": new})

    assert "My account" in walking.told(page) and is_in(client)


def test_a_made_up_link_says_that_it_is_over(account):
    page = walking.browser().get(f"/cso/account/security/not-me/{'x' * 43}/")

    assert page.status_code == 410
    assert "This link is over" in walking.told(page)
