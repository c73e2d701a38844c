"""The long ways, looked at page by page: linking and its ways round, filing, buying, the free look."""

import re
import shutil

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import fresh_page, running_demo
from .looking import Looker

pytestmark = pytest.mark.browser

LONG_AGO = "2020-01-01 00:00:00"
REPORTS = ("reports/docket", "reports/claims", "reports/creditors", "reports/history")


@pytest.fixture(scope="module")
def looker():
    """One for all, so that a page of the same shape is not asked about again."""
    return Looker()


def test_linking_with_equal_names_and_a_proof_that_expired(demo, chromium, looker):
    member = demo.member("annray2026")
    with steps.signed_in(chromium, demo, "annray2026") as page:
        steps.link_account(page, member["cmecf_login"], member["cmecf_password"])
        expect(page.locator("h1")).to_have_text("Do you want to link these accounts?")
        demo.sql("UPDATE people_linkproof SET expires_at = ?", LONG_AGO)
        steps.press(page, "Submit")
        expect(page.locator("h1")).to_have_text("Nothing was linked by this page")
        looker.look(page, "an expired proof")
        steps.link_account(page, member["cmecf_login"], member["cmecf_password"])
        expect(page.locator("h1")).to_have_text("Do you want to link these accounts?")
        looker.look(page, "names that are the same")
        steps.press(page, "Submit")
        expect(page.locator("h1")).to_have_text("Your accounts are linked")
        looker.look(page, "linked")
        looker.look_at(page, f"{demo.origin}/casb/utilities/link/")
    looker.judge()


def test_a_forgotten_old_login_and_the_mailed_link(demo, chromium, looker):
    with steps.signed_in(chromium, demo, "barbaratest") as page:
        page.goto(f"{demo.origin}/casb/utilities/link/forgot/")
        page.get_by_label("CM/ECF login:").fill("bcasb")
        steps.press(page, "Send me an e-mail")
        looker.look(page, "letter on its way")
        to = "barbara.casb@example.org"
        link = steps.follow_mail(page, demo, to, "Link your CM/ECF account", "/reminder/")
        looker.look(page, "the mailed link")
        with steps.signed_in(chromium, demo, "patpublic1") as other:
            looker.look_at(other, link, status=403)
        steps.press(page, "Go on")
        expect(page.locator("h1")).to_have_text("Do you want to link these accounts?")
        looker.look(page, "proved by letter")
        looker.look_at(page, link, status=400)
    looker.judge()


def test_a_dead_address_and_two_clerks(demo, chromium, looker):
    with steps.signed_in(chromium, demo, "doramoved") as page:
        page.goto(f"{demo.origin}/casb/utilities/link/ask/")
        page.get_by_label("Bar number").fill("555666")
        steps.press(page, "Ask the court")
        reference = page.locator("main").get_by_text(re.compile("^REQ-")).inner_text()
        looker.look(page, "asked")
    with steps.signed_in(chromium, demo, "clarkclerk") as page:
        looker.look_at(page, f"{demo.origin}/casb/clerk/")
        page.get_by_role("link", name=reference).click()
        looker.look(page, "a request")
        steps.press(page, "Refuse")
        looker.look_at_errors(page, "no reason to refuse")
        page.get_by_label("Find the account").fill("nobody at all")
        steps.press(page, "Find")
        looker.look(page, "no account found")
        page.get_by_label("Find the account").fill("ddelgado")
        steps.press(page, "Find")
        page.get_by_role("link", name="Dora Delgado").click()
        looker.look(page, "an account found")
        steps.press(page, "Propose")
        looker.look_at_errors(page, "no proposal")
        page.get_by_text("Make the link itself").click()
        page.locator("#propose_reason").fill("Showed her bar card.")
        steps.press(page, "Propose")
        expect(page.locator("main")).to_contain_text("Another clerk must decide.")
        looker.look(page, "own proposal")
    decide(demo, chromium, looker, reference)
    looker.judge()


def decide(demo, chromium, looker, reference):
    """The second clerk, who has a second factor, approves."""
    with fresh_page(chromium) as page:
        looker.look_at(page, f"{demo.origin}/codes/claraclerk/")
        page.goto(f"{demo.origin}/casb/sign-in/?next=/casb/clerk/requests/{reference}/")
        steps.give_password(page, demo.member("claraclerk"))
        telephone = page.context.new_page()
        telephone.goto(f"{demo.origin}/codes/claraclerk/")
        steps.give_code(page, telephone.locator(".usa-intro").inner_text())
        page.locator("h1").get_by_text(reference).wait_for()
        looker.look(page, "another's proposal")
        page.locator("#decide_reason").fill("The bar card is hers.")
        steps.press(page, "Approve")
        expect(page.locator("main")).to_contain_text("Approved")
        looker.look(page, "decided")


def test_filing_step_by_step_to_the_free_look(demo, chromium, looker):
    case = demo.cast[0]["case"]
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        reference = steps.file_motion(page, case, look=lambda step: looker.look(page, step))
        looker.look_at(page, f"{demo.origin}/casb/file/filed/{reference}/")
        page.get_by_role("link", name="Notice of Electronic Filing").click()
        looker.look(page, "the notice")
        page.goto(f"{demo.origin}/casb/file/start/extend_time/?case={case}")
        steps.press(page, "Next")
        page.get_by_role("heading", name="Whom you file for").wait_for()
        for path in ("casb/", "casb/file/drafts/", "casb/file/bankruptcy/"):
            looker.look_at(page, f"{demo.origin}/{path}")
        page.goto(f"{demo.origin}/casb/file/drafts/")
        page.get_by_role("link", name="Delete").first.click()
        looker.look(page, "delete a draft")
    free_look(demo, chromium, looker)
    looker.judge()


def free_look(demo, chromium, looker):
    """One recipient takes it; somebody with the same link, and a day too late, sees the price's page."""
    with fresh_page(chromium) as page, fresh_page(chromium) as other:
        subject = re.compile("Motion for Relief")
        link = steps.follow_mail(page, demo, "tess.tilden@example.org", subject, "magic_num")
        looker.look(page, "free look to take")
        with page.expect_response("**/copy/") as copy:
            steps.press(page, "View Document")
        assert copy.value.headers["content-type"] == "application/pdf"
        looker.look_at(page, link)
        looker.look_at(other, link)
        expect(other.locator("main")).to_contain_text("taken with another browser")
        demo.sql("UPDATE notices_notice SET made_at = ?", LONG_AGO)
        looker.look_at(other, link)
        expect(other.locator("main")).to_contain_text("are over")


def test_buying_each_report_and_a_document(demo, chromium, looker):
    case = demo.cast[0]["case"]
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        for path in REPORTS:
            looker.look_at(page, f"{demo.origin}/casb/{path}/?case={case}")
            steps.press(page, "Accept charges and show")
            page.get_by_text("Transaction Receipt").wait_for()
            looker.look(page, f"bought {path}")
            looker.look_at(page, f"{demo.origin}/casb/{path}/?case={case}")
        looker.look_at(page, f"{demo.origin}/casb/query/?last=Doe")
        steps.press(page, "Show")
        page.get_by_text("Transaction Receipt").wait_for()
        looker.look(page, "names found")
        page.goto(f"{demo.origin}/casb/reports/history/?case={case}")
        page.get_by_role("link", name="Open that copy").click()
        page.locator("main td a").first.click()
        looker.look(page, "a document's price")
        steps.press(page, "View Document")
        page.wait_for_url("**/copies/**")
        for path in ("casb/utilities/billing/", "cso/account/", "cso/account/usage/"):
            looker.look_at(page, f"{demo.origin}/{path}")
        expire_quotes(demo, page, looker, case)
    looker.judge()


def expire_quotes(demo, page, looker, case):
    """A price that was shown too long ago is shown anew."""
    page.goto(f"{demo.origin}/casb/reports/docket/?case={case}&sort=oldest")
    demo.sql("UPDATE billing_quote SET expires_at = ?", LONG_AGO)
    steps.press(page, "Accept charges and show")
    expect(page.get_by_role("alert")).to_be_visible()
    looker.look(page, "a price that no longer holds")


def test_a_moved_clock_is_said_on_every_site(seeded, chromium, looker, tmp_path):
    shutil.copytree(seeded, tmp_path / "data")
    with running_demo(tmp_path / "data", "--now", "2029-08-20T10:00") as moved:
        with steps.signed_in(chromium, moved, "lindalarkin") as page:
            for path in ("", "casb/", "cso/account/", "casb/file/bankruptcy/"):
                looker.look_at(page, f"{moved.origin}/{path}")
                bar = page.get_by_role("region", name="Clock")
                expect(bar).to_contain_text("does not show today: it is Aug 20, 2029")
    looker.judge()
