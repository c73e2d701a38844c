"""Two tabs of one browser, hasty fingers, Back and reload: nothing mixes, and nothing happens twice."""

import pytest
from playwright.sync_api import expect

from . import steps

pytestmark = pytest.mark.browser

LIMITED = ["Query", "Reports", "Utilities", "Help", "Log Out"]
WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize(
    "script", [True, False], ids=["with script", "without script"]
)
ENTRIES = "SELECT count(*) FROM docket_docketentry"


@pytest.fixture(scope="module")
def case(demo):
    return demo.cast[0]["case"]


def entries(demo) -> int:
    """Count the entries of all dockets."""
    return demo.sql(ENTRIES)[0][0]


def charges(page, demo) -> int:
    """Count the rows of Review Billing History."""
    page.goto(f"{demo.origin}/casb/utilities/billing/")
    page.get_by_role("heading", name="Review Billing History").wait_for()
    return page.locator('td[data-label="Receipt"]').count()


def test_linking_in_one_tab_changes_the_menu_of_the_other(demo, chromium):
    member = demo.member("annray2026")
    with steps.signed_in(chromium, demo, "annray2026") as page:
        other = page.context.new_page()
        other.goto(f"{demo.origin}/casb/query/")
        assert steps.menu(other) == LIMITED
        steps.link_account(page, member["cmecf_login"], member["cmecf_password"])
        steps.press(page, "Submit")
        expect(page.locator("h1")).to_have_text("Your accounts are linked")
        steps.choose(other, "Reports")
        expect(other.locator("h1")).to_have_text("Reports")
        assert steps.menu(other) == ["Bankruptcy", "Adversary", *LIMITED]


def test_two_drafts_in_two_tabs_never_mix(demo, chromium, case):
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        other = page.context.new_page()
        other.goto(f"{demo.origin}/casb/")
        steps.file_motion(page, case, about="the first car", file=False)
        steps.file_motion(other, case, about="the second car", file=False)
        page.reload()
        expect(page.locator("blockquote")).to_contain_text("the first car")
        expect(other.locator("blockquote")).to_contain_text("the second car")
        steps.press(page, "File: Motion for Relief from Stay")
        expect(page.locator("blockquote")).to_contain_text("the first car")
        steps.press(other, "File: Motion for Relief from Stay")
        expect(other.locator("h1")).to_contain_text("Filed")
        expect(other.locator("blockquote")).to_contain_text("the second car")
        assert page.url != other.url


@WITH_AND_WITHOUT_SCRIPT
def test_a_double_click_files_once(demo, chromium, case, script):
    with steps.signed_in(chromium, demo, "lindalarkin", java_script_enabled=script) as page:
        steps.file_motion(page, case, file=False)
        before = entries(demo)
        page.get_by_role("button", name="File: Motion for Relief from Stay").dblclick()
        expect(page.locator("h1")).to_contain_text("Filed")
        assert entries(demo) == before + 1


def test_the_same_form_sent_from_two_tabs_at_once_files_once(demo, chromium, case):
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        steps.file_motion(page, case, file=False)
        before, other = entries(demo), page.context.new_page()
        other.goto(page.url)
        for tab in (page, other):
            tab.get_by_role("button", name="File: Motion for Relief from Stay").click(no_wait_after=True)
        for tab in (page, other):
            expect(tab.locator("h1")).to_contain_text("Filed")
        assert page.url == other.url
        assert entries(demo) == before + 1


def test_back_and_sending_again_lead_to_what_was_filed(demo, chromium, case):
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        steps.file_motion(page, case, file=False)
        before = entries(demo)
        steps.press(page, "File: Motion for Relief from Stay")
        expect(page.locator("h1")).to_contain_text("Filed")
        filed = page.url
        page.reload()
        page.go_back()
        again = page.get_by_role("button", name="File: Motion for Relief from Stay")
        if again.count():  # the browser may show the check from its memory, or be led on at once
            again.click()
        expect(page.locator("h1")).to_contain_text("Filed")
        assert page.url == filed
        assert entries(demo) == before + 1


def test_a_receipt_that_is_reloaded_never_charges_again(demo, chromium, case):
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        before = charges(page, demo)
        steps.buy_docket(page, case)
        receipt = page.url
        for _ in range(2):
            page.reload()
            page.get_by_text("Transaction Receipt").wait_for()
        page.go_back()
        page.go_forward()
        assert page.url == receipt
        assert charges(page, demo) == before + 1


@WITH_AND_WITHOUT_SCRIPT
def test_a_double_click_and_back_charge_once(demo, chromium, case, script):
    with steps.signed_in(chromium, demo, "patpublic1", java_script_enabled=script) as page:
        before = charges(page, demo)
        page.goto(f"{demo.origin}/casb/reports/claims/?case={case}&number_to={1 + script}")
        accept = page.get_by_role("button", name="Accept charges and show")
        accept.dblclick()
        page.get_by_text("Transaction Receipt").wait_for()
        page.go_back()
        accept.or_(page.get_by_role("link", name="Open that copy")).click()
        page.get_by_text("Transaction Receipt").wait_for()
        assert charges(page, demo) == before + 1
