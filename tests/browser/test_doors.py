"""Signing in, stepping up and logging out, with sites told apart by path, by host and by alias.

Chromium applies the policy's `form-action` to every redirect after a form, which only host names show.
"""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import PATIENCE_MS, fresh_page

pytestmark = pytest.mark.browser

CASB, EXAB, CENTER = "ecf.casb.uscourts.gov", "ecf.exab.example.org", "pacer.login.uscourts.gov"
STREETS = {
    "by path": ("demo", "localhost/casb", "localhost/exab", "localhost/cso"),
    "by host": ("host_demo", CASB, EXAB, CENTER),
    "at the court's second name": ("host_demo", "www.casb.uscourts.gov", EXAB, CENTER),
    "at the court's alias, the center by path": ("demo", CASB, "localhost/exab", "localhost/cso"),
}
LONG_AGO = "2020-01-01 00:00:00"


class Street:
    """Where two courts and the center are, and the demo behind them."""

    def __init__(self, demo, *places: str) -> None:
        """Put the demo's port into each place."""
        port = urlsplit(demo.origin).port
        bases = [re.sub(r"^([^/]+)", rf"http://\1:{port}", place) + "/" for place in places]
        self.demo, (self.court, self.other, self.center) = demo, bases

    def sign_in(self, page, username="annray2026"):
        """Go in by the court's door and give the password at the center."""
        page.goto(self.court)
        page.get_by_role("link", name="Document Filing System", exact=True).click()
        page.wait_for_url(self.center + "**")
        steps.give_password(page, self.demo.member(username))
        page.wait_for_url(self.court)
        expect(log_out(page)).to_be_visible()

    def let_time_pass(self):
        """Make every sign-on so far older than ten minutes."""
        for table in ("people_signon", "signon_providersession"):
            self.demo.sql(f"UPDATE {table} SET auth_time = datetime(auth_time, '-20 minutes')")


@pytest.fixture(params=STREETS.values(), ids=STREETS)
def street(request):
    demo, *places = request.param
    return Street(request.getfixturevalue(demo), *places)


def log_out(page):
    return page.locator(".ecf-menu").get_by_role("link", name="Log Out")


def test_signing_in_ends_at_the_door_it_began_at_and_opens_the_other_court_silently(street, chromium):
    with fresh_page(chromium) as page:
        page.goto(street.court + "sign-in/")
        page.wait_for_url(street.center + "**")
        steps.give_password(page, {"username": "annray2026", "password": "wrong"})
        expect(page.locator("#errors")).to_be_focused()
        street.sign_in(page)
        page.goto(street.other + "sign-in/")
        page.wait_for_url(street.other)
        expect(log_out(page)).to_be_visible()


def test_linking_asks_for_a_fresh_sign_in_and_comes_back_to_the_page(street, chromium):
    with fresh_page(chromium) as page:
        street.sign_in(page)
        page.goto(street.court + "utilities/link/")
        street.let_time_pass()
        page.reload()
        page.wait_for_url(street.center + "**")
        expect(page.locator("main")).to_contain_text("Sign in again: linking accounts")
        steps.give_password(page, street.demo.member("annray2026"))
        page.wait_for_url(street.court + "utilities/link/")
        page.get_by_label("CM/ECF login:").fill("annray")
        page.get_by_label("CM/ECF password:").fill("not this one")
        steps.press(page, "Submit")
        expect(page.locator("#errors")).to_be_focused()


def test_logging_out_at_one_court_ends_the_other_and_the_center(street, chromium):
    with fresh_page(chromium) as page:
        street.sign_in(page)
        page.goto(street.other + "sign-in/")
        page.wait_for_url(street.other)
        page.goto(street.court)
        log_out(page).click()
        steps.press(page, "Log Out")
        page.wait_for_url(street.court + "?logged_out=1")
        expect(page.locator("main")).to_contain_text("You are logged out.")
        expect_nobody_signed_in(page, street)


def test_logging_out_at_the_center_ends_both_courts(street, chromium):
    with fresh_page(chromium) as page:
        street.sign_in(page)
        page.goto(street.other + "sign-in/")
        page.wait_for_url(street.other)
        page.goto(street.center + "log-out/")
        steps.press(page, "Log Out")
        expect(page.locator("h1")).to_have_text("You are logged out")
        expect_nobody_signed_in(page, street)


def expect_nobody_signed_in(page, street):
    """Each site forgets the browser; the courts are told by the back channel within five seconds."""
    for court in (street.court, street.other):
        page.goto(court)
        for _ in range(PATIENCE_MS // 100):
            if not log_out(page).count():
                break
            page.wait_for_timeout(100)
            page.reload()
        expect(log_out(page)).to_have_count(0)
    page.goto(street.center + "account/")
    expect(page.locator("h1")).to_have_text("PACER LOGIN")
    told = "julianday(d.delivered_at) - julianday(s.ended_at)"
    rows = "signon_logoutdelivery d JOIN signon_providersession s ON s.id = d.session_id"
    assert street.demo.sql(f"SELECT max({told}) * 86400 FROM {rows}")[0][0] < 5


def test_the_story_by_host_name(host_demo, chromium):
    street = Street(host_demo, *STREETS["by host"][1:])
    member = host_demo.member("barbaratest")
    with fresh_page(chromium) as page:
        street.sign_in(page, "barbaratest")
        steps.link_account(page, member["cmecf_login"], member["cmecf_password"])
        page.get_by_text("both accounts are mine").click()
        steps.press(page, "Submit")
        expect(page.locator("h1")).to_have_text("Your accounts are linked")
        assert steps.file_motion(page, host_demo.cast[0]["case"]).startswith("FIL-")
        page.goto(street.court)
        steps.buy_docket(page, host_demo.cast[0]["case"])
        steps.follow_mail(
            page, host_demo, "linda.larkin@example.org", re.compile("Motion for Relief"), "magic_num"
        )
        assert page.url.startswith(street.court + "documents/")
