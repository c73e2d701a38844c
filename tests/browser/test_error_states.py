"""Every form that is sent empty or wrong comes back with its reasons, for eye, keyboard and ear."""

import re

import pytest
from playwright.sync_api import expect

from tests.papers import letter

from . import steps
from .conftest import fresh_page
from .looking import Looker

pytestmark = pytest.mark.browser

ASKED_IN_VAIN = {  # forms that are sent as an address
    "patpublic1": (
        "query/?case=&last=",
        "query/?case=nonsense",
        "reports/docket/?case=",
        "reports/claims/?case=nonsense",
        "reports/creditors/?case=",
        "reports/history/?case=",
        "reports/opinions/?date_from=",
        "reports/calendar/?date_from=2026-02-01&date_to=2026-01-01",
        "utilities/mailings/?case=",
        "utilities/billing/?date_from=",
        "utilities/transactions/?date_from=",
        "help/why/?question=",
    ),
    "clarkclerk": ("clerk/?reference=", "clerk/?reference=LNK-NONE-NONE"),
}
SENT_EMPTY = {
    None: (
        ("cso/login/", "Login"),
        ("cso/register/search/", "Send the link"),
        ("cso/register/wizard/?attorney=no", "Show me the door"),
        ("cso/forgot/", "Send the e-mail"),
        ("casb/utilities/verify/", "Verify this document"),
    ),
    "annray2026": (
        ("casb/utilities/link/", "Submit"),
        ("casb/utilities/link/forgot/", "Send me an e-mail"),
        ("casb/utilities/link/ask/", "Ask the court"),
        ("cso/account/password/", "Change password"),
        ("cso/account/email/", "Send the link"),
        ("cso/account/username/", "Change username"),
        ("cso/account/security-information/", "Save the questions"),
        ("cso/account/personal/", "Save the name"),
        ("cso/account/address/", "Save the address"),
        ("cso/account/noticing/", "Save"),
    ),
    "lg0042": (("cso/upgrade/", "Send the link"),),
    "lindalarkin": (
        ("casb/file/bankruptcy/", "Next"),
        ("casb/file/adversary/", "Next"),
        ("casb/file/start/relief_from_stay/", "Next"),
    ),
}

TYPED = "[type=text], [type=email], [type=tel], [type=password]"
EMPTY = "(all) => all.forEach((each) => { each.value = ''; })"


@pytest.fixture(scope="module")
def looker():
    """One for all, so that a page of the same shape is not asked about again."""
    return Looker()


@pytest.mark.parametrize("username", ASKED_IN_VAIN)
def test_a_question_that_lacks_something(demo, chromium, looker, username):
    with steps.signed_in(chromium, demo, username) as page:
        for path in ASKED_IN_VAIN[username]:
            page.goto(f"{demo.origin}/casb/{path}")
            looker.look_at_errors(page, path)
    looker.judge()


@pytest.mark.parametrize("username", SENT_EMPTY)
def test_a_form_sent_empty(demo, chromium, looker, username):
    with fresh_page(chromium) as page:
        if username:
            steps.sign_in(page, demo, username)
        for path, button in SENT_EMPTY[username]:
            page.goto(f"{demo.origin}/{path}")
            page.locator("main input").and_(page.locator(TYPED)).evaluate_all(EMPTY)  # some are filled before
            steps.press(page, button)
            looker.look_at_errors(page, path)
    looker.judge()


def test_a_client_code_with_a_space(demo, chromium, looker):
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        page.goto(f"{demo.origin}/casb/utilities/client-code/")
        page.get_by_label("Client code").fill("a b")
        steps.press(page, "Change client code")
        looker.look_at_errors(page)
        page.goto(f"{demo.origin}/cso/account/billing-preferences/")
        page.get_by_label("Default client code").fill("a, b")
        steps.press(page, "Save")
        looker.look_at_errors(page)
    looker.judge()


def test_wrong_credentials_have_one_message_and_then_a_wait(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/login/")
        for attempt in range(7):
            steps.give_password(page, {"username": "doramoved", "password": f"wrong {attempt}"})
            expect(page.locator("#errors")).to_be_focused()
        expect(page.locator("#errors")).to_contain_text(re.compile("second"))
        looker.look_at_errors(page)
    looker.judge()


def test_a_second_factor_and_a_wrong_code(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/casb/sign-in/")
        steps.give_password(page, demo.member("samsearcher"))
        code = page.get_by_label("Enter the 6-digit code from your authenticator app")
        code.wait_for()
        looker.look(page, "the code's page")
        steps.press(page, "Login")
        looker.look_at_errors(page, "no code")
        code.fill("000000")
        steps.press(page, "Login")
        looker.look_at_errors(page, "a wrong code")
    looker.judge()


def test_the_wrong_old_login_and_names_not_checked(demo, chromium, looker):
    member = demo.member("barbaratest")
    with steps.signed_in(chromium, demo, "barbaratest") as page:
        steps.link_account(page, "bcasb", "not it")
        looker.look_at_errors(page, "a wrong old password")
        steps.link_account(page, member["cmecf_login"], member["cmecf_password"])
        expect(page.locator("h1")).to_have_text("Do you want to link these accounts?")
        looker.look(page, "names that differ")
        steps.press(page, "Submit")
        looker.look_at_errors(page, "the tick is missing")
    looker.judge()


def test_the_steps_of_a_filing(demo, chromium, looker):
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        page.goto(f"{demo.origin}/casb/file/start/extend_time/?case={demo.cast[0]['case']}")
        page.get_by_label("Case number").fill("26-99999")
        steps.press(page, "Next")
        looker.look_at_errors(page, "no such case")
        page.get_by_label("Case number").fill(demo.cast[0]["case"])
        steps.press(page, "Next")
        page.get_by_role("heading", name="Whom you file for").wait_for()
        page.get_by_text("Debtor Jane Doe, you act for this party").click()
        steps.press(page, "Next")
        looker.look_at_errors(page, "no party")
        page.get_by_text("Debtor Jane Doe").click()
        steps.press(page, "Next")
        steps.press(page, "Attach main document")
        looker.look_at_errors(page, "no file")
        for name, content in (("a.txt", b"Not a PDF"), ("b.pdf", b""), ("c.pdf", letter()[:300])):
            page.get_by_label("PDF").set_input_files(
                {"name": name, "mimeType": "application/pdf", "buffer": content}
            )
            steps.press(page, "Attach main document")
            looker.look_at_errors(page, f"refused {name}")
        page.get_by_label("PDF").set_input_files(steps.pdf("motion.pdf"))
        steps.press(page, "Attach main document")
        page.get_by_role("link", name="Next", exact=True).click()
        steps.press(page, "Next")
        looker.look_at_errors(page, "no details")
    looker.judge()
