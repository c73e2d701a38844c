"""In a real browser: somebody registers to file, the clerk approves, and the open page's menu has it next."""

import re

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import PATIENCE_MS

pytestmark = pytest.mark.browser


def test_a_creditor_registers_and_is_approved_while_the_page_is_open(demo, chromium):
    with (
        steps.signed_in(chromium, demo, "patpublic1") as pat,
        steps.signed_in(chromium, demo, "clarkclerk") as clark,
    ):
        center = pat.context.new_page()
        reference = registered(center, demo)
        clark.goto(f"{demo.origin}/casb/clerk/")
        wait_for_link(clark, re.compile("waiting"))
        wait_for_link(clark, reference)
        clark.get_by_label("Remark (optional)").fill("Welcome")
        steps.press(clark, "Approve as new")
        expect(clark.get_by_role("status")).to_contain_text("Approved. The filer was told")

        steps.choose(pat, "Query")

        assert steps.menu(pat)[:2] == ["Bankruptcy", "Adversary"]
        for _ in range(PATIENCE_MS // 250):
            center.get_by_role("link", name="Look again").click()
            if center.get_by_text("Nothing waits.").count():
                break
            center.wait_for_timeout(250)
        expect(center.locator("main")).to_contain_text("approved your registration to file")
        steps.open_mail(center, demo, "pat.public@example.org", "You can file in this court")


def registered(page, demo) -> str:
    """Register as a creditor by the links of Manage My Account; return the reference."""
    page.goto(f"{demo.origin}/cso/account/")
    if page.get_by_label("Username").count():
        steps.give_password(page, demo.member("patpublic1"))
    page.get_by_role("link", name="Maintenance", exact=True).first.click()
    page.get_by_role("link", name="Non-Attorney E-File Registration").click()
    page.get_by_label("Court", exact=True).select_option("casb")
    page.get_by_text("Creditor", exact=True).click()
    for label, text in {
        "Firm or organisation (optional)": "Example Bank",
        "Street": "1 Example Street",
        "City": "San Diego",
        "State": "CA",
        "ZIP code": "92101",
        "Telephone": "619-555-0144",
    }.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_text("I know that what is filed").click()
    steps.press(page, "Send to the court")
    said = page.get_by_role("status").filter(has_text="REG-")
    return re.search(r"REG-\w{4}-\w{4}", said.inner_text())[0]


def wait_for_link(page, name) -> None:
    """Follow a link, loading the page again until the work loop has brought what it names."""
    link = page.locator("main").get_by_role("link", name=name)
    for _ in range(PATIENCE_MS // 250):
        if link.count():
            return link.first.click()
        page.wait_for_timeout(250)
        page.reload()
    raise AssertionError(f"No link {name}.")
