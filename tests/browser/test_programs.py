"""Pages for programs, met by people: an old address, Central Sign-On with and without scripts, keys."""

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import fresh_page
from .looking import Looker

pytestmark = pytest.mark.browser
FILER = "lindalarkin"


@pytest.fixture
def looker():
    """Judges what it saw when the test is over."""
    looker = Looker()
    yield looker
    looker.judge()


def from_the_old_address(page, demo, username, looker=None):
    """Follow the plain link of an old address and give the password."""
    page.goto(f"{demo.origin}/casb/cgi-bin/iquery.pl?465289")
    if looker:
        looker.look(page)
    page.get_by_role("link", name="Central Sign-On").click()
    if looker:
        looker.look(page)
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(demo.member(username)["password"])
    page.get_by_role("button", name="Login", exact=True).click()


def test_a_filer_ticks_the_notice_before_the_button_works(demo, chromium, looker):
    with fresh_page(chromium) as page:
        from_the_old_address(page, demo, FILER, looker)
        button = page.locator('[id="regmsg:bpmConfirm"]')
        expect(button).to_be_disabled()
        looker.look(page)
        page.get_by_label("I understand that, if I file").focus()
        page.keyboard.press("Space")
        expect(button).to_be_enabled()
        button.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
        expect(page).to_have_url(f"{demo.origin}/casb/cgi-bin/iquery.pl?465289")
        expect(page.locator("main")).to_contain_text(FILER)
        looker.look(page)
        page.goto(f"{demo.origin}/casb/")
        expect(page.get_by_role("link", name="Log Out")).to_have_count(0)


def test_it_works_without_scripts(demo, chromium):
    with fresh_page(chromium, java_script_enabled=False) as page:
        from_the_old_address(page, demo, FILER)
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("#errors")).to_contain_text("Tick the box")
        page.get_by_text("I understand that, if I file").click()
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("main")).to_contain_text(FILER)
        page.get_by_role("link", name="Logout").click()
        expect(page.locator("h1")).to_have_text("Logged out")


def test_what_is_wrong_is_told_in_place(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/csologin/login.jsf")
        page.get_by_role("button", name="Login", exact=True).click()
        looker.look_at_errors(page)
        page.get_by_label("Username").fill("patpublic1")
        page.get_by_label("Password").fill("not the password")
        page.get_by_role("button", name="Login", exact=True).click()
        expect(page.get_by_role("alert")).to_contain_text("Invalid username or password")
        looker.look(page)


def test_the_old_logout_asks_unless_the_courts_own_page_led_there(demo, chromium):
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        page.goto(f"{demo.origin}/casb/cgi-bin/login.pl?logout")
        expect(page.get_by_role("button", name="Log Out")).to_be_visible()
        page.goto(f"{demo.origin}/casb/cgi-bin/iquery.pl")
        page.get_by_role("link", name="Logout").click()
        expect(page).to_have_url(f"{demo.origin}/casb/?logged_out=1")


def test_a_key_is_made_seen_once_and_revoked(demo, chromium, looker):
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        page.goto(f"{demo.origin}/cso/account/settings/")
        page.get_by_role("link", name="Keys for Programs").click()
        looker.look(page)
        page.get_by_role("link", name="Make a key").click()
        page.get_by_role("button", name="Make the key").click()
        looker.look_at_errors(page)
        page.get_by_label("Name of the key").fill("Laptop")
        page.get_by_text("See my usage").click()
        page.get_by_role("button", name="Make the key").click()
        secret = page.locator("#new-key code").inner_text()
        looker.look(page)
        answer = page.request.get(
            f"{demo.origin}/cso/api/v1/usage", headers={"Authorization": f"Bearer {secret}"}
        )
        assert answer.ok and "receipts" in answer.json()
        page.reload()
        expect(page.locator("main")).not_to_contain_text("oecf_")
        page.get_by_role("link", name="Revoke this key").click()
        looker.look(page)
        page.get_by_role("button", name="Revoke").click()
        expect(page.get_by_role("row", name="Laptop")).to_contain_text("Revoked")
