"""The court's own guide, step by step, by its visible labels; then file, be served and buy the docket."""

import re

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import PATIENCE_MS, fresh_page

pytestmark = pytest.mark.browser

LIMITED = ["Query", "Reports", "Utilities", "Help", "Log Out"]
NOTICE = (
    "Your browser must be set to accept cookies in order to log in to this site. If your browser is set to "
    "accept cookies and you are experiencing problems with the login, delete the stored cookie file in your "
    "PC. Close and reopen your browser before trying again."
)
UTILITIES = [
    "Maintain Your Login/Password",
    "Link a CM/ECF account to my PACER account",
    "View PACER Account Information",
    "Review Billing History",
    "Change Your Client Code",
    "Court Information",
    "Mailings...",
    "Release 5.0 Menu Items",
    "NextGen Release 1.1 Menu Items",
]


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_story_from_the_home_page_to_a_bought_docket(demo, chromium, script):
    username = "barbaratest" if script else "annray2026"
    with fresh_page(chromium, java_script_enabled=script) as page:
        walk(page, demo, demo.member(username), names_differ=script)


def walk(page, demo, member, *, names_differ):
    sign_on_by_the_guide(page, demo, member)
    link_by_the_guide(page, member, names_differ)
    reference = steps.file_motion(page, demo.cast[0]["case"])
    assert reference.startswith("FIL-")
    receive_and_look(page, demo, reference)
    page.goto(f"{demo.origin}/casb/")
    steps.buy_docket(page, demo.cast[0]["case"])
    filed = page.get_by_text("Motion for Relief from Stay (Personal Property) re: 2019 Honda Civic")
    expect(filed.first).to_be_visible()


def sign_on_by_the_guide(page, demo, member):
    page.goto(f"{demo.origin}/casb/")
    assert "CM/ECF" in page.locator("h1").inner_text()
    page.get_by_role("link", name="Document Filing System", exact=True).click()
    expect(page.locator("h1")).to_have_text("PACER LOGIN")
    assert NOTICE in " ".join(page.locator("main").inner_text().split())
    page.get_by_label("Username").fill(member["username"])
    page.get_by_label("Password", exact=True).fill(member["password"])
    page.get_by_role("button", name="Login", exact=True).click()
    expect(page).to_have_title(re.compile("Official Court"))
    assert steps.menu(page) == LIMITED
    assert page.locator("h1").inner_text().splitlines() == [
        "U.S. Bankruptcy Court",
        "Southern District of California",
        "Official Court Electronic Document Filing System",
    ]


def link_by_the_guide(page, member, names_differ):
    steps.choose(page, "Utilities")
    expect(page.locator("main li a")).to_have_text(UTILITIES)
    steps.link_account(page, member["cmecf_login"], member["cmecf_password"])
    expect(page.locator("h1")).to_have_text("Do you want to link these accounts?")
    expect(page.locator("main")).to_contain_text("Verify you have the correct CM/ECF and PACER names.")
    if names_differ:
        page.get_by_role("button", name="Submit", exact=True).click()
        expect(page).to_have_title(re.compile("^Error:"))
        page.get_by_text("both accounts are mine").click()
    page.get_by_role("button", name="Submit", exact=True).click()
    expect(page.locator("main")).to_contain_text("Your old CM/ECF login and password can no longer be used.")
    assert steps.menu(page) == ["Bankruptcy", "Adversary", *LIMITED]
    reference = page.get_by_text(re.compile("^LNK-")).inner_text()
    page.reload()
    assert page.get_by_text(reference, exact=True).count()


def receive_and_look(page, demo, reference):
    page.get_by_role("link", name="Notice of Electronic Filing").click()
    page.get_by_text("The following transaction was received from").wait_for()
    mail_of(page, demo, "linda.larkin@example.org")
    page.locator("main dd a, main td a").nth(-1).click()
    expect(page.locator("main")).to_contain_text("free look")
    with page.expect_response(lambda answer: answer.request.resource_type == "document") as answer:
        page.get_by_role("button", name="View Document").click()
    assert answer.value.status in (200, 302, 303)


def mail_of(page, demo, address):
    """Open the newest mail to an address, waiting for the work loop to send it."""
    for _ in range(PATIENCE_MS // 250):
        page.goto(f"{demo.origin}/mailbox/?to={address.replace('@', '%40')}")
        newest = page.locator("main").get_by_role("link", name="Motion for Relief from Stay").first
        if newest.count() and page.locator("main").get_by_text("Motion for Relief").count() > 1:
            break
        page.wait_for_timeout(250)
    newest.click()
    page.get_by_text("The following transaction was received from").wait_for()
