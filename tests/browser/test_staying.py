"""The warning before a sign-on ends, in a real browser: it extends in place and what was typed stays.

And signing out elsewhere: every court knows within five seconds, whatever number of work loops run.
"""

import os
import subprocess
import time

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import OPENECF, PATIENCE_MS, axe_findings, fresh_page

pytestmark = pytest.mark.browser
TYPED = "26-01"
TOOK = """SELECT max(julianday(d.delivered_at) - julianday(s.ended_at)) * 86400
  FROM signon_logoutdelivery d JOIN signon_providersession s ON s.id = d.session_id
  WHERE s.ended_at = (SELECT max(ended_at) FROM signon_providersession)"""
PAGES = {
    "a court": ("casb/query/", "Case number"),
    "the center": ("cso/account/email/", "New e-mail address"),
}


@pytest.fixture(params=PAGES.values(), ids=PAGES)
def form(request, demo, chromium):
    """Somebody at a form, with something typed, whose clock the test moves."""
    path, label = request.param
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        page.clock.install()
        page.goto(f"{demo.origin}/{path}")
        page.get_by_label(label, exact=True).fill(TYPED)
        yield page, page.get_by_label(label, exact=True)


def dialog(page):
    return page.locator("#staying-dialog")


def test_five_minutes_before_one_key_goes_on_in_place_and_the_work_stays(form):
    page, field = form
    page.clock.fast_forward("24:50")
    expect(dialog(page)).to_be_hidden()

    page.clock.fast_forward("00:15")
    expect(page.get_by_role("dialog", name="Do you want to stay signed in?")).to_be_visible()
    assert axe_findings(page) == []
    expect(page.get_by_role("button", name="Stay signed in")).to_be_focused()
    with page.expect_response("**/stay/") as answer:
        page.keyboard.press("Enter")

    assert answer.value.status == 200
    expect(dialog(page)).to_be_hidden()
    expect(field).to_have_value(TYPED)
    page.clock.fast_forward("24:30")
    expect(dialog(page)).to_be_hidden()


def test_when_it_is_over_the_work_stays_and_another_window_signs_in_again(form, demo):
    page, field = form
    demo.sql("UPDATE people_signon SET seen_at = datetime(seen_at, '-1 hour')")
    demo.sql("UPDATE signon_providersession SET seen_at = datetime(seen_at, '-1 hour')")
    page.clock.fast_forward("26:00")
    page.get_by_role("button", name="Stay signed in").click()
    expect(page.get_by_role("dialog", name="You are signed out")).to_be_visible()

    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in again").locator("visible=true").click()
    window = opened.value
    window.set_default_timeout(30_000)
    steps.give_password(window, demo.member("patpublic1"))
    expect(window.locator("h1")).to_have_text("You are signed in again")
    window.close()

    expect(dialog(page)).to_be_hidden()
    expect(field).to_have_value(TYPED)


def test_the_warning_fits_a_phone(demo, chromium):
    with fresh_page(chromium, viewport={"width": 320, "height": 500}) as page:
        steps.sign_in(page, demo, "patpublic1")
        page.clock.install()
        page.goto(f"{demo.origin}/casb/query/")
        page.clock.fast_forward("26:00")
        expect(page.get_by_role("button", name="Stay signed in")).to_be_in_viewport()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_another_window_that_goes_on_goes_on_for_all(demo, chromium):
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        page.clock.install()
        page.goto(f"{demo.origin}/casb/query/")
        page.clock.fast_forward("26:00")
        expect(dialog(page)).to_be_visible()

        other = page.context.new_page()
        other.goto(f"{demo.origin}/casb/query/")

        expect(dialog(page)).to_be_hidden()


def test_without_script_the_page_says_until_when(demo, chromium):
    with steps.signed_in(chromium, demo, "patpublic1", java_script_enabled=False) as page:
        expect(page.locator("#staying")).to_contain_text("You stay signed in until")
        expect(dialog(page)).to_be_hidden()


@pytest.fixture
def more_work(demo):
    """Another process that does the demo's work."""
    environ = os.environ | {"OPENECF_ORIGIN": demo.origin, "OPENECF_DEMO": "1"}
    process = subprocess.Popen([OPENECF, "work", "--data", str(demo.data)], env=environ)
    yield process
    process.terminate()
    process.wait(60)


def test_signing_out_elsewhere_reaches_every_court_in_five_seconds(demo, chromium, more_work):
    _sign_out_the_others(demo, chromium)  # processes that have just started open every door

    _sign_out_the_others(demo, chromium)
    assert demo.sql(TOOK)[0][0] < 5


def _sign_out_the_others(demo, chromium):
    with (
        steps.signed_in(chromium, demo, "patpublic1") as here,
        steps.signed_in(chromium, demo, "patpublic1") as far,
    ):
        far.goto(f"{demo.origin}/exab/sign-in/")
        here.goto(f"{demo.origin}/cso/account/security/")
        steps.press(here, "Sign out all others")
        expect(here.get_by_role("status")).to_contain_text("Signed out")
        end = time.monotonic() + PATIENCE_MS / 1000
        for court in ("casb", "exab"):
            while "Log Out" in _menu(far, demo, court):
                assert time.monotonic() < end, f"{court} was not told"
        assert "Log Out" in _menu(here, demo, "casb")


def _menu(page, demo, court):
    page.goto(f"{demo.origin}/{court}/")
    return steps.menu(page)
