"""Sign-in, step-up and log-out in a real browser, with sites told apart by path and by host name.

Chromium applies `form-action` to every redirect after a form is sent; only host mode shows whether the policy
lists the doors that follow.
"""

import json
import re
import sqlite3
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import CHROMIUM_ARGS, PATIENCE_MS, axe_findings, fresh_page

pytestmark = pytest.mark.browser


@pytest.fixture(params=["path", "host"])
def street(request):
    """Return a running demo and the doors of its two courts, in both shapes of addresses."""
    demo = request.getfixturevalue("demo" if request.param == "path" else "host_demo")
    place = urlsplit(demo.origin)
    if request.param == "path":
        return demo, f"{demo.origin}/casb/", f"{demo.origin}/exab/"
    hosts = ("ecf.casb.uscourts.gov", "ecf.exab.example.org")
    return demo, *(f"{place.scheme}://{host}:{place.port}/" for host in hosts)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_sign_in_step_up_and_log_out(street, chromium, script):
    demo, casb, exab = street
    member = next(one for one in demo.cast if one["site"] == "center" and not one["totp_secret"])
    with fresh_page(chromium, java_script_enabled=script) as page:
        _sign_in(page, casb, member)
        page.goto(f"{exab}sign-in/")
        expect(page).to_have_url(exab)

        _age_the_sign_ons(demo)
        page.goto(f"{casb}sign-in/?max_age=600")
        expect(page.get_by_label("Username")).to_have_value(member["username"])
        _send_login(page, member["password"])
        expect(page).to_have_url(casb)

        _log_out(page, casb)
        _wait_until_signed_out(page, exab)


def test_every_state_of_the_pages_is_accessible_and_fits_a_phone(demo, chromium):
    casb = f"{demo.origin}/casb/"
    guarded = next(one for one in demo.cast if one["site"] == "center" and one["totp_secret"])
    with fresh_page(chromium, viewport={"width": 320, "height": 700}) as page:
        page.goto(f"{casb}sign-in/")
        _is_sound(page)
        page.get_by_label("Username").fill(guarded["username"])
        _send_login(page, "wrong")
        expect(page.locator("#errors")).to_be_visible()
        _is_sound(page)
        _send_login(page, guarded["password"])
        expect(page.get_by_label("6-digit code")).to_be_visible()
        _is_sound(page)
        for place in (
            "casb/oidc/callback/?state=x",
            "cso/login/?cookies=asked",
            "cso/log-out/",
            "cso/logged-out/",
        ):
            page.goto(f"{demo.origin}/{place}")
            _is_sound(page)
        page.goto(f"{demo.origin}/cso/o/logout/?id_token_hint=x")
        _is_sound(page)


def test_a_keyboard_is_enough_to_sign_in(demo, chromium):
    member = demo.member("patpublic1")
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/casb/sign-in/")
        page.get_by_label("Username").focus()
        page.keyboard.type(member["username"])
        page.keyboard.press("Tab")
        page.keyboard.type(member["password"])
        page.keyboard.press("Enter")
        expect(page.locator(".ecf-menu").get_by_role("link", name="Log Out")).to_be_visible()


def test_refused_cookies_are_explained_instead_of_looping(demo, chromium, tmp_path):
    with _refusing_cookies(chromium, tmp_path) as page:
        page.goto(f"{demo.origin}/casb/sign-in/")

        expect(page.locator("h1")).to_have_text("Your browser refuses cookies")
        _is_sound(page)


def _sign_in(page, court, member):
    page.goto(f"{court}sign-in/")
    page.get_by_label("Username").fill(member["username"])
    _send_login(page, member["password"])
    expect(page).to_have_url(court)
    assert "Log Out" in steps.menu(page)


def _send_login(page, password):
    expect(page.locator("h1")).to_have_text("PACER LOGIN")
    page.get_by_label("Password", exact=True).fill(password)
    with page.expect_navigation():
        page.get_by_role("button", name="Login", exact=True).click()
    steps.tick_notice(page)


def _log_out(page, court):
    steps.choose(page, "Log Out")
    page.get_by_role("button", name="Log Out", exact=True).click()
    expect(page).to_have_url(re.compile("^" + re.escape(court) + r"\?logged_out=1$"))
    expect(page.get_by_role("status")).to_contain_text("You are logged out")


def _wait_until_signed_out(page, court):
    """The work loop tells the other court; that takes a moment."""
    for _ in range(PATIENCE_MS // 200):
        page.goto(court)
        if "Log Out" not in steps.menu(page):
            return
        page.wait_for_timeout(200)
    raise AssertionError("the other court was not told")


def _age_the_sign_ons(demo):
    """Make every sign-on eleven minutes older, as if somebody had been reading for so long."""
    with closing(sqlite3.connect(demo.data / "openecf.sqlite3", timeout=20)) as database, database:
        for table in ("people_signon", "signon_providersession"):
            database.execute(f"UPDATE {table} SET auth_time = datetime(auth_time, '-11 minutes')")


def _is_sound(page):
    assert axe_findings(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


@contextmanager
def _refusing_cookies(chromium, folder):
    """A Chromium whose user has set it to refuse every cookie."""
    preferences = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (folder / "Default").mkdir()
    (folder / "Default" / "Preferences").write_text(json.dumps(preferences))
    context = chromium.browser_type.launch_persistent_context(
        folder, executable_path="/usr/bin/chromium", args=CHROMIUM_ARGS
    )
    yield context.new_page()
    context.close()
