"""Pages of the service center that come only now and then: after a password, after a long rest, by a mail."""

import shutil

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import fresh_page, running_demo
from .looking import Looker

pytestmark = pytest.mark.browser

LONG_AGO = "2020-01-01 00:00:00"


@pytest.fixture
def looker():
    """Judges what it saw when the test is over."""
    looker = Looker()
    yield looker
    looker.judge()


def test_a_client_code_that_is_required_and_was_not_given(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/login/?next=/cso/account/")
        steps.give_password(page, demo.member("cleocoder1"))
        expect(page.locator("h1")).to_have_text("Client code")
        looker.look(page, "a client code is asked for")
        page.get_by_label("Client code").fill("not like this")
        steps.press(page, "Continue")
        looker.look_at_errors(page, "a client code of the wrong form")
        page.get_by_label("Client code").fill("1234.56B")
        steps.press(page, "Continue")
        expect(page).to_have_url(f"{demo.origin}/cso/account/")


def test_search_that_was_put_to_rest_is_opened_again(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/login/?next=/cso/account/")
        steps.give_password(page, demo.member("ursulaunused"))
        expect(page).to_have_url(f"{demo.origin}/cso/account/")
        looker.look(page, "search at rest")
        steps.press(page, "Open search again")
        expect(page).to_have_url(f"{demo.origin}/cso/account/?done=reopened")
        looker.look(page, "search open again")


def test_a_mail_about_a_new_browser_and_this_was_not_me(demo, chromium, looker):
    with steps.signed_in(chromium, demo, "lindalarkin") as stranger, fresh_page(chromium) as page:
        to = demo.sql("SELECT email FROM accounts_account WHERE username = 'lindalarkin'")[0][0]
        link = steps.follow_mail(page, demo, to, "A new browser signed in to your PACER account", "/not-me/")
        looker.look(page, "this was not me")
        steps.press(page, "This was not me: sign everybody out")
        expect(page.locator("h1")).to_have_text("Everybody is signed out")
        looker.look(page, "everybody is signed out")
        stranger.goto(f"{demo.origin}/cso/account/")
        expect(stranger.locator("h1")).to_have_text("PACER LOGIN")
        demo.sql("UPDATE accounts_mailedlink SET expires_at = ?", LONG_AGO)
        looker.look_at(page, link, status=410)


def test_where_the_rules_are_strict_an_old_password_and_the_second_factor_are_asked_for(
    seeded, chromium, looker, tmp_path
):
    shutil.copytree(seeded, tmp_path / "data")
    strict = {"OPENECF_PASSWORDS": "pacer", "OPENECF_FACTORS": "required"}
    with running_demo(tmp_path / "data", **strict) as demo, fresh_page(chromium) as page:
        demo.sql("UPDATE accounts_account SET password_changed_at = ?, made_at = ?", LONG_AGO, LONG_AGO)
        page.goto(f"{demo.origin}/cso/login/?next=/cso/account/")
        steps.give_password(page, demo.member("lindalarkin"))
        expect(page.locator("main")).to_contain_text("Your password is old.")
        looker.look(page, "an old password")
        steps.press(page, "Change password")
        looker.look_at_errors(page, "no new password")
        steps.press(page, "Skip for now")
        expect(page.locator("main")).to_contain_text("need a second factor")
        looker.look(page, "a second factor is asked for")
        demo.sql("UPDATE accounts_account SET factor_skips = 3")
        page.reload()
        expect(page.locator("main")).to_contain_text("It can't be skipped any more.")
        looker.look(page, "a second factor is asked for a last time")
