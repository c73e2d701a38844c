"""Steps a person takes, by the labels he or she sees."""

import contextlib
from urllib.parse import quote

from tests.papers import letter

from .conftest import fresh_page


def sign_in(page, demo, username: str, *, court: str = "casb", next_path: str = "") -> None:
    """Sign in by the court's Document Filing System."""
    page.goto(f"{demo.origin}/{court}/sign-in/?next=/{court}/{next_path}")
    give_password(page, demo.member(username))
    page.locator(".ecf-menu").get_by_role("link", name="Log Out").wait_for()


def give_password(page, member: dict) -> None:
    """Fill in PACER LOGIN."""
    page.get_by_label("Username").fill(member["username"])
    page.get_by_label("Password", exact=True).fill(member["password"])
    with page.expect_navigation():
        page.get_by_role("button", name="Login", exact=True).click()
    tick_notice(page)


def give_code(page, code: str) -> None:
    """Fill in the second step of PACER LOGIN."""
    page.get_by_label("6-digit code").fill(code)
    with page.expect_navigation():
        page.get_by_role("button", name="Login", exact=True).click()
    tick_notice(page)


def tick_notice(page) -> None:
    """Tick the notice of redaction responsibility, if it is shown: filers meet it once a session."""
    if page.locator("h1").first.inner_text() == "Redaction Agreement":
        page.get_by_text("I understand that, if I file").click()
        with page.expect_navigation():
            page.get_by_role("button", name="Continue", exact=True).click()


@contextlib.contextmanager
def signed_in(chromium, demo, username: str, **options):
    """A page of a browser of its own in which somebody signed in."""
    with fresh_page(chromium, **options) as page:
        sign_in(page, demo, username)
        yield page


def press(page, name: str) -> None:
    """Press the button of this name."""
    page.get_by_role("button", name=name, exact=True).click()


def open_mail(page, demo, to: str, subject: str) -> None:
    """Open the newest mail of this subject, waiting for the work loop to send it."""
    newest = page.locator("main").get_by_role("link", name=subject, exact=True).first
    for _ in range(120):
        page.goto(f"{demo.origin}/mailbox/?to={quote(to)}")
        if newest.count():
            break
        page.wait_for_timeout(250)
    newest.click()
    page.locator(".ecf-mail").wait_for()


def follow_mail(page, demo, to: str, subject: str, part: str) -> str:
    """Follow the link with this part of an address in the newest mail of this subject; return it."""
    open_mail(page, demo, to, subject)
    with page.expect_navigation():
        page.locator(f'.ecf-mail a[href*="{part}"]').first.click()
    return page.url


def menu(page) -> list[str]:
    """Return the labels of the menu bar, once the page is whole."""
    page.wait_for_load_state()
    return page.locator(".ecf-menu a").all_inner_texts()


def choose(page, label: str) -> None:
    """Choose an item of the menu bar."""
    page.locator(".ecf-menu").get_by_role("link", name=label, exact=True).click()


def link_account(page, login: str, password: str) -> None:
    """Steps 4 to 8 of the court's guide: Utilities, the old login, both names, Submit."""
    choose(page, "Utilities")
    page.get_by_role("link", name="Link a CM/ECF account to my PACER account").click()
    page.get_by_label("CM/ECF login:").fill(login)
    page.get_by_label("CM/ECF password:").fill(password)
    page.get_by_role("button", name="Submit", exact=True).click()


def pdf(name: str, pages: int = 1) -> dict:
    """Return a PDF as a file chooser takes it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": letter(pages, name)}


def file_motion(
    page, case: str, *, about: str = "2019 Honda Civic", look=lambda step: None, file: bool = True
) -> str:
    """File a Motion for Relief from Stay with an exhibit for Acme Bank; return its reference.

    `look` is called on each page of the way; without `file` it ends at the check.
    """
    choose(page, "Bankruptcy")
    page.get_by_role("link", name="Motion for Relief from Stay").click()
    look("the case")
    page.get_by_label("Case number").fill(case)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="Whom you file for").wait_for()
    look("the party")
    acme = page.get_by_label("Creditor Acme Bank")
    if not acme.is_checked():  # one's own party is chosen already
        page.get_by_text("Creditor Acme Bank").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("PDF").set_input_files(pdf("motion.pdf", 9))
    look("the main document")
    page.get_by_role("button", name="Attach main document").click()
    page.get_by_label("What it is").fill("Exhibit A")
    page.get_by_label("PDF").set_input_files(pdf("exhibit-a.pdf", 3))
    page.get_by_role("button", name="Attach", exact=True).click()
    page.get_by_text("exhibit-a.pdf").wait_for()
    look("attachments")
    page.get_by_role("link", name="Next").click()
    look("the details")
    page.get_by_label("Kind of property").select_option("Personal Property")
    page.get_by_label("The property or the action").fill(about)
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="Check before you file").wait_for()
    look("the check")
    if not file:
        return ""
    page.get_by_role("button", name="File: Motion for Relief from Stay").click()
    page.get_by_role("heading", name="Filed").wait_for()
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def buy_docket(page, case: str) -> None:
    """Query a case and buy its docket, price first."""
    choose(page, "Query")
    page.get_by_label("Case number").fill(case)
    page.get_by_role("button", name="Find").click()
    page.locator("main").get_by_role("link", name="Docket Report").click()
    page.get_by_role("button", name="Accept charges and show").click()
    page.get_by_text("Transaction Receipt").wait_for()
