"""One person's whole story at the service center, in a real browser: from no account to a lost phone."""

import csv
import re
import time

import pyotp
import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import fresh_page
from .looking import Looker
from .test_factors import authenticator
from .test_registering import wait_for_link

pytestmark = pytest.mark.browser

EMAIL, WORDS = "vera.vale@example.org", "seven herons over water"
CODE_MAIL = "A security code for your PACER account"
PERSON = {
    "First name": "Vera",
    "Last name": "Vale",
    "Date of birth": "04/28/1986",
    "Street address": "100 Example Way",
    "City": "San Diego",
    "State": "CA",
    "ZIP code": "92101",
    "County": "San Diego",
    "Telephone": "619-555-0155",
}
DOCKETED = "Declaration of Jane Doe in Support"
HAPPENED = (
    "Account registered",
    "First sign-in with this browser",
    "Vera's phone",
    "Vera's laptop",
    "Recovery codes made",
    "Code of an authenticator app taken",
    "Registration to file sent to a court",
    "California Southern Bankruptcy Court approved your registration to file: Vera Vale, filing agent.",
    "Vera Vale may act as filing agent for Linda Larkin in California Southern Bankruptcy Court.",
    "Vera Vale filed in 26-00001 of California Southern Bankruptcy Court as agent for Linda Larkin.",
    "Recovery code used",
    "Signed in after a lost phone",
)


class Vera:
    """Somebody who comes new: her page, her mailbox in another window, and what she has about her."""

    def __init__(self, page, mailbox, demo) -> None:
        self.page, self.mailbox, self.demo = page, mailbox, demo
        self.tools, self.device = authenticator(page)
        self.looker = Looker()
        self.secret, self.codes, self._last_step = "", [], 0

    def look(self) -> None:
        """Look at the page as it stands, on a phone and at a desk."""
        self.looker.look(self.page)

    def follow(self, name: str, where: str = "main") -> None:
        """Follow the link of this name and look at its page."""
        with self.page.expect_navigation():
            self.page.locator(where).get_by_role("link", name=name, exact=True).first.click()
        self.look()

    def press(self, name: str) -> None:
        """Press the button of this name and look at what comes."""
        with self.page.expect_navigation():
            steps.press(self.page, name)
        self.look()

    def is_told(self, sentence: str) -> None:
        """Look at a form that came back, which says this."""
        expect(self.page.locator("#errors")).to_contain_text(sentence)
        self.looker.look_at_errors(self.page)

    def app_code(self) -> str:
        """Return a code of the app that was not used yet: this half minute's, or the next one's."""
        self._last_step = max(int(time.time()) // 30, self._last_step + 1)
        return pyotp.TOTP(self.secret).at(self._last_step * 30)

    def mailed_code(self, purpose: str) -> str:
        """Read the code that was mailed for a purpose."""
        for _ in range(60):
            steps.open_mail(self.mailbox, self.demo, EMAIL, CODE_MAIL)
            text = self.mailbox.locator(".ecf-mail").inner_text()
            if purpose in text:
                self.page.bring_to_front()  # a browser asks for a passkey only where its holder looks
                return re.search(r"^\s*(\d{6})\s*$", text, re.M)[1]
            self.mailbox.wait_for_timeout(250)
        raise AssertionError(f"No code was mailed to {purpose}.")


def test_from_registration_to_a_lost_phone_and_all_of_it_in_the_security_log(demo, chromium):
    with fresh_page(chromium) as page, fresh_page(chromium) as mailbox:
        vera = Vera(page, mailbox, demo)
        register(vera)
        add_app_and_passkey(vera)
        sign_in_with_each(vera)
        reference = ask_to_file(vera)
        with steps.signed_in(chromium, demo, "clarkclerk") as clark:
            approve(clark, demo, reference)
            with steps.signed_in(chromium, demo, "lindalarkin") as linda:
                open_court(vera)
                grant(linda, demo)
                act_for_linda(vera)
                filing = file_declaration(vera)
                look_as_principal(linda, demo)
            look_up(clark, demo, filing)
        lose_the_phone_and_come_back(vera)
        find_it_all(vera)
        vera.looker.judge()


def register(vera):
    """Register by the door of those who are no attorneys, and verify the address."""
    page = vera.page
    page.goto(f"{vera.demo.origin}/cso/")
    vera.look()
    vera.follow("Register", ".ecf-menu")
    vera.follow("Non-attorney filer")
    page.get_by_label("E-mail address", exact=True).fill(EMAIL)
    vera.press("Send the link")
    vera.is_told("Type the e-mail address again.")
    expect(page.get_by_label("E-mail address", exact=True)).to_have_value(EMAIL)
    page.get_by_label("E-mail address again").fill(EMAIL)
    vera.press("Send the link")
    expect(page.locator("h1")).to_have_text("Check your mail")
    page.goto(
        steps.follow_mail(vera.mailbox, vera.demo, EMAIL, "Go on with your new PACER account", "/confirm/")
    )
    page.get_by_label("First name").fill(PERSON["First name"])
    vera.press("Continue")
    vera.is_told("Enter your date of birth.")
    for label, text in PERSON.items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_label("User type").select_option("Filing agent")
    vera.press("Continue")
    open_the_account(vera)


def open_the_account(vera):
    """Choose username and password, and accept the policies: without, no account is made."""
    page = vera.page
    page.get_by_label("Username").fill("veravale")
    for label in ("Password", "Password again"):
        page.get_by_label(label, exact=True).fill(WORDS)
    vera.press("Open my account")
    vera.is_told("Read the policies and procedures and tick that you accept them.")
    expect(page.get_by_label("Username")).to_have_value("veravale")
    for label in ("Password", "Password again"):
        page.get_by_label(label, exact=True).fill(WORDS)
    page.get_by_text("I have read the policies").click()
    vera.press("Open my account")
    expect(page.locator("h1")).to_have_text("Your account is open")
    vera.follow("Sign in")
    sign_in(vera)
    expect(page.locator("h1")).to_have_text("Manage My Account")
    vera.look()


def sign_in(vera, code: str = ""):
    """Give username and password, and the app's code if one is asked for."""
    steps.give_password(vera.page, {"username": "veravale", "password": WORDS})
    if code:
        steps.give_code(vera.page, code)


def add_app_and_passkey(vera):
    """Add an authenticator app, keep the recovery codes, and add a passkey."""
    page = vera.page
    vera.follow("Turn on")
    vera.follow("Add App")
    page.get_by_label("Name of the app").fill("Vera's phone")
    vera.press("Send the code and go on")
    vera.secret = page.locator("code.ecf-digits").inner_text().replace(" ", "")
    page.get_by_label("Code from our e-mail").fill(vera.mailed_code("add an authenticator app"))
    page.get_by_label("Code your app shows now").fill(vera.app_code())
    vera.press("Add this app")
    vera.codes = page.locator(".ecf-recovery code").all_inner_texts()
    assert len(set(vera.codes)) == 10
    vera.press("I have kept them: go on")
    vera.follow("Add passkey")
    page.get_by_label("Name of the passkey").fill("Vera's laptop")
    vera.press("Send the code and go on")
    page.get_by_label("Code from our e-mail").fill(vera.mailed_code("add a passkey"))
    steps.press(page, "Add this passkey")
    expect(page.get_by_text("Passkeys: 1")).to_be_visible()
    vera.look()


def sign_in_with_each(vera):
    """Sign in with password and app, then with the passkey alone."""
    page = vera.page
    log_out(vera)
    vera.follow("Sign in again")
    sign_in(vera, vera.app_code())
    expect(page.get_by_text("On: 1 app, 1 passkey")).to_be_visible()
    log_out(vera)
    vera.follow("Sign in again")
    steps.press(page, "Sign in with a passkey")
    expect(page.locator("h1")).to_have_text("Manage My Account")
    vera.look()


def log_out(vera):
    """Log out by the menu."""
    vera.follow("Log Out", ".ecf-menu")
    vera.press("Log Out")
    expect(vera.page.locator("main")).to_contain_text(re.compile("logged out", re.I))


def ask_to_file(vera) -> str:
    """Ask the court to register a filing agent; return the reference."""
    page = vera.page
    vera.follow("Maintenance", ".ecf-tabs")
    vera.follow("Non-Attorney E-File Registration")
    vera.press("Send to the court")
    vera.is_told("Choose your role in this court.")
    expect(page.get_by_label("City")).to_have_value("San Diego")
    page.get_by_label("Court", exact=True).select_option("casb")
    page.get_by_text("Filing Agent", exact=True).click()
    page.get_by_text("I know that what is filed").click()
    vera.press("Send to the court")
    return re.search(r"REG-\w{4}-\w{4}", page.get_by_role("status").inner_text())[0]


def approve(clark, demo, reference):
    """Approve the registration in the court's queue."""
    steps.choose(clark, "Clerk")
    wait_for_link(clark, re.compile("waiting"))
    wait_for_link(clark, reference)
    expect(clark.locator("main")).to_contain_text(EMAIL)
    steps.press(clark, "Approve as new")
    expect(clark.get_by_role("status")).to_contain_text("Approved. The filer was told")


def open_court(vera):
    """See at the center that it is approved, go to the court, and learn that a principal is needed."""
    page = vera.page
    approved = page.get_by_text("Nothing waits.")
    for _ in range(60):
        page.get_by_role("link", name="Look again").click()
        if approved.count():
            break
        page.wait_for_timeout(250)
    expect(page.locator("main")).to_contain_text(
        "approved your registration to file: Vera Vale, filing agent."
    )
    vera.look()
    steps.open_mail(vera.mailbox, vera.demo, EMAIL, "You are registered as a filing agent")
    expect(vera.mailbox.locator(".ecf-mail")).to_contain_text("You file for others.")
    vera.follow("Registered courts")
    vera.follow("California Southern Bankruptcy Court")
    vera.follow("Document Filing System")
    steps.tick_notice(page)
    expect(page.locator("h1")).to_have_text("Whom do you act for?")
    expect(page.locator("main")).to_contain_text("Nobody lets you act in this court yet.")
    assert steps.menu(page) == ["Acting for", "Query", "Reports", "Utilities", "Help", "Log Out"]
    vera.look()


def grant(linda, demo):
    """Let the new agent file, as an attorney who is linked does under Utilities."""
    steps.choose(linda, "Utilities")
    linda.locator("main").get_by_role("link", name="Filing agents").click()
    linda.get_by_label("Name or PACER account number").fill("Vale")
    steps.press(linda, "Find")
    linda.locator("main").get_by_role("link", name="Vera Vale").click()
    steps.press(linda, "Let this agent act for me")
    expect(linda.get_by_role("status")).to_contain_text("The agent may act for you from now on.")


def act_for_linda(vera):
    """Choose whom to act for; the bar says it, and the menus of filing are there."""
    vera.follow("Acting for", ".ecf-menu")
    vera.press("Act for Linda Larkin")
    expect(vera.page.locator(".ecf-bar")).to_contain_text("acting for Linda Larkin")
    expect(vera.page.locator("main")).to_contain_text("act here for Linda Larkin")
    assert steps.menu(vera.page)[:3] == ["Bankruptcy", "Adversary", "Acting for"]


def file_declaration(vera) -> str:
    """File a paper in the principal's case; return its reference."""
    page = vera.page
    vera.follow("Bankruptcy", ".ecf-menu")
    vera.follow("Declaration in Support")
    page.get_by_label("Case number").fill(vera.demo.cast[0]["case"])
    vera.press("Next")
    if not page.get_by_label("Debtor Jane Doe").is_checked():  # the principal's own party is chosen already
        page.get_by_text("Debtor Jane Doe").click()
    vera.press("Next")
    page.get_by_label("PDF").set_input_files(steps.pdf("declaration.pdf", 2))
    vera.press("Attach main document")
    vera.follow("Next")
    page.get_by_label("Who declares").fill("Jane Doe")
    vera.press("Next")
    vera.is_told("Choose the entry this refers to.")
    expect(page.get_by_label("Who declares")).to_have_value("Jane Doe")
    page.get_by_text(re.compile("^6: Opposition")).click()
    vera.press("Next")
    expect(page.locator("main")).to_contain_text("Linda Larkin; you, Vera Vale, act as filing agent")
    vera.press("File: Declaration in Support")
    reference = page.url.rstrip("/").rsplit("/", 1)[-1]
    vera.follow("Notice of Electronic Filing")
    expect(page.locator("main")).to_contain_text("received from Linda Larkin")
    expect(page.locator("main")).not_to_contain_text("Vale")
    return reference


def look_as_principal(linda, demo):
    """Docket, notice and mail name the principal; the security log tells the principal who did it."""
    steps.buy_docket(linda, demo.cast[0]["case"])
    line = linda.locator("main tr", has_text=DOCKETED)
    expect(line.first).to_contain_text("Filed by Linda Larkin")
    expect(linda.locator("main")).not_to_contain_text("Vale")
    mail = linda.context.new_page()
    steps.open_mail(mail, demo, "linda.larkin@example.org", "26-00001-CL7 Declaration in Support")
    expect(mail.locator(".ecf-mail")).to_contain_text("received from Linda Larkin")
    told = mail.get_by_text("Vera Vale filed in 26-00001")
    for _ in range(60):
        mail.goto(f"{demo.origin}/cso/account/security/log/")
        if told.count():
            break
        mail.wait_for_timeout(250)
    expect(told).to_contain_text("as agent for Linda Larkin")


def look_up(clark, demo, reference):
    """The court's own log names the agent too."""
    steps.choose(clark, "Clerk")
    clark.get_by_label("Reference").fill(reference)
    steps.press(clark, "Look up")
    expect(clark.locator("main")).to_contain_text("Vera Vale")
    expect(clark.locator("main")).to_contain_text("Linda Larkin")


def lose_the_phone_and_come_back(vera):
    """Without app and passkey, sign in with a recovery code and a mailed code; the court is still there."""
    page = vera.page
    log_out(vera)
    vera.tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": vera.device})
    vera.follow("Document Filing System")
    sign_in(vera)
    vera.look()
    vera.follow("I lost my phone or passkey")
    vera.press("Mail me the code")
    page.get_by_label("Code from our e-mail").fill(vera.mailed_code("without the phone or passkey"))
    page.get_by_label("One of your recovery codes").fill(vera.codes[0])
    vera.press("Sign in")
    expect(page.locator("h1")).to_have_text("Your new recovery code")
    vera.press("I have kept it: go on")
    steps.tick_notice(page)
    expect(page.locator("h1")).to_have_text("Whom do you act for?")
    vera.look()


def find_it_all(vera):
    """Remove the lost app, and find the whole story in the security log and in its CSV."""
    page = vera.page
    page.goto(f"{vera.demo.origin}/cso/account/")
    vera.follow("Manage")
    vera.follow("Remove Vera's phone")
    vera.press("Remove Vera's phone")
    vera.follow("My account", ".ecf-menu")
    vera.follow("Sessions and security")
    vera.follow("Security log")
    for one in (*HAPPENED, "Authenticator app or passkey removed"):
        expect(page.locator("main")).to_contain_text(one)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Two years as CSV").click()
    with saved.value.path().open(newline="") as file:
        told = "\n".join(" ".join(row) for row in csv.reader(file))
    assert [one for one in HAPPENED if one not in told] == []
    assert WORDS not in told and vera.secret not in told and vera.codes[0] not in told
