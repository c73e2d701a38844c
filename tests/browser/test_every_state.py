"""Pages in their rarer states: refused, empty, expired, half-way, bought, looked at with a moved clock."""

import contextlib
import json
import re

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import CHROMIUM, CHROMIUM_ARGS, PATIENCE_MS, fresh_page
from .looking import Looker

pytestmark = pytest.mark.browser

LONG_AGO = "2020-01-01 00:00:00"
REFUSED = (  # who, where, status
    (None, "casb/no/such/page/", 404),
    (None, "cso/no/such/page/", 404),
    (None, "no/such/page/", 404),
    (None, "casb/clerk/", 401),
    (None, "casb/notices/none/", 401),
    (None, "casb/utilities/link/more/", 200),
    (None, "casb/oidc/callback/?state=old", 400),
    (None, "casb/documents/09901000001/look/0000/", 404),
    (None, "cso/register/confirm/none/", 410),
    (None, "cso/forgot/none/", 410),
    (None, "cso/upgrade/none/", 410),
    (None, "cso/o/logout/?client_id=nobody", 400),
    ("patpublic1", "cso/o/authorize/?client_id=nobody", 400),
    ("patpublic1", "cso/o/logout/", 200),
    ("patpublic1", "casb/clerk/", 403),
    ("patpublic1", "casb/query/cases/26-99999/", 404),
    ("patpublic1", "casb/reports/receipts/NONE/", 404),
    ("patpublic1", "casb/utilities/link/confirm/none/", 400),
    ("patpublic1", "casb/utilities/link/reminder/none/", 400),
    ("patpublic1", "casb/utilities/link/done/LNK-NONE-NONE/", 404),
    ("patpublic1", "cso/account/email/none/", 410),
    (None, "cso/account/security/not-me/none/", 410),
    (None, "cso/account/factors/lost/stop/none/", 410),
    ("patpublic1", "cso/account/factors/apps/new/none/", 410),
    ("patpublic1", "cso/account/factors/passkeys/new/none/", 410),
    ("patpublic1", "cso/account/factors/codes/new/none/", 410),
    ("patpublic1", "cso/account/factors/codes/none/", 410),
    ("patpublic1", "cso/account/factors/remove/none/", 404),
    ("lindalarkin", "casb/file/drafts/none/", 404),
    ("lindalarkin", "casb/file/start/none/", 404),
    ("lindalarkin", "casb/file/filed/NONE/", 404),
)
EMPTY = {
    None: ("mailbox/?to=nobody@example.org", "casb/help/?words=xyzzy"),
    "patpublic1": (
        "casb/query/?last=Nobodyatall",
        "casb/reports/opinions/?date_from=2001-01-01&date_to=2001-01-02",
        "casb/reports/calendar/?date_from=2001-01-01&date_to=2001-01-02",
        "casb/utilities/billing/?date_from=2001-01-01&date_to=2001-01-02",
        "casb/utilities/transactions/?date_from=2001-01-01&date_to=2001-01-02",
        "cso/account/usage/",
    ),
    "tesstrustee": ("casb/file/drafts/", "casb/file/bankruptcy/?find=xyzzy"),
    "clarkclerk": ("casb/clerk/", "casb/clerk/undelivered/"),
}
WORDS = "a long word or two"
NORA = {
    "First name": "Nora",
    "Last name": "Newcomer",
    "Date of birth": "04/28/1986",
    "Street address": "100 Example Way",
    "City": "San Diego",
    "State": "CA",
    "ZIP code": "92101",
    "County": "San Diego",
    "Telephone": "619-555-0100",
}


@pytest.fixture(scope="module")
def looker():
    """One for all, so that a page of the same shape is not asked about again."""
    return Looker()


def test_refused_pages(demo, chromium, looker):
    for username in dict.fromkeys(who for who, _, _ in REFUSED):
        with fresh_page(chromium) as page:
            if username:
                steps.sign_in(page, demo, username)
            for who, path, status in REFUSED:
                if who == username:
                    looker.look_at(page, f"{demo.origin}/{path}", status=status)
    looker.judge()


@pytest.mark.parametrize("username", EMPTY)
def test_empty_pages(demo, chromium, looker, username):
    with fresh_page(chromium) as page:
        if username:
            steps.sign_in(page, demo, username)
        for path in EMPTY[username]:
            looker.look_at(page, f"{demo.origin}/{path}")
    looker.judge()


def test_a_stale_form_and_a_form_whose_sender_was_logged_out(demo, chromium, looker):
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        page.goto(f"{demo.origin}/casb/utilities/client-code/")
        page.evaluate(
            "document.querySelector('[name=csrfmiddlewaretoken]').value = 'old'.repeat(22).slice(0, 64)"
        )
        steps.press(page, "Change client code")
        expect(page.locator("h1")).to_have_text("This form could not be taken")
        looker.look(page, "a stale form")
        page.goto(f"{demo.origin}/casb/")
        steps.file_motion(page, demo.cast[0]["case"], file=False)
        demo.sql("UPDATE people_signon SET ended_at = ?", LONG_AGO)
        steps.press(page, "File: Motion for Relief from Stay")
        expect(page.locator("h1")).to_have_text("Sign in first")
        looker.look(page, "logged out meanwhile")
        page.get_by_role("link", name="Sign in").click()
        expect(page.locator("h1")).to_have_text("Check before you file")
    looker.judge()


def test_notices_that_did_not_arrive(demo, chromium, looker):
    demo.sql("UPDATE notices_delivery SET state = 'undelivered', failure = 'Mailbox unknown.'")
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        looker.look_at(page, f"{demo.origin}/casb/")
        page.get_by_role("link", name=re.compile("Motion for Relief")).first.click()
        looker.look(page, "a notice that did not arrive")
    with steps.signed_in(chromium, demo, "clarkclerk") as page:
        looker.look_at(page, f"{demo.origin}/casb/clerk/")
        looker.look_at(page, f"{demo.origin}/casb/clerk/undelivered/")
    looker.judge()


def test_a_court_that_changes_to_nextgen_later(demo, chromium, looker):
    demo.sql("UPDATE courts_court SET nextgen_date = '2099-01-01' WHERE id = 'exab'")
    with fresh_page(chromium) as page:
        looker.look_at(page, f"{demo.origin}/exab/")
        expect(page.locator("main")).to_contain_text("Possible from")
        steps.sign_in(page, demo, "patpublic1", court="exab")
        looker.look_at(page, f"{demo.origin}/exab/")
        looker.look_at(page, f"{demo.origin}/exab/utilities/link/")
    looker.judge()


def test_a_browser_that_refuses_cookies(demo, chromium, looker, tmp_path):
    with refusing_cookies(chromium, tmp_path) as page:
        page.goto(f"{demo.origin}/casb/sign-in/")
        expect(page.locator("h1")).to_have_text("Your browser refuses cookies")
        looker.look(page, "cookies refused at the center")
        page.goto(f"{demo.origin}/casb/help/why/?question=sign-in")
        expect(page.locator("main")).to_contain_text("Your browser does not keep our cookies")
        looker.look(page, "cookies refused, why")
        page.goto(f"{demo.origin}/casb/utilities/verify/")
        steps.press(page, "Verify this document")
        expect(page.locator("h1")).to_have_text("Your browser refuses cookies")
    looker.judge()


@contextlib.contextmanager
def refusing_cookies(chromium, profile):
    """A page of a Chromium whose settings block all cookies."""
    settings = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (profile / "Default").mkdir()
    (profile / "Default" / "Preferences").write_text(json.dumps(settings))
    how = {"executable_path": CHROMIUM, "args": CHROMIUM_ARGS}
    with chromium.browser_type.launch_persistent_context(profile, **how) as context:
        context.set_default_timeout(PATIENCE_MS)
        yield context.new_page()


def test_a_reference_for_somebody_not_signed_in_and_what_the_clerk_sees(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/casb/help/why/?question=file")
        steps.press(page, "Give me a reference")
        reference = page.locator("main").get_by_text(re.compile("^WHY-")).inner_text()
        looker.look(page, "a reference")
    with steps.signed_in(chromium, demo, "clarkclerk") as page:
        looker.look_at(page, f"{demo.origin}/casb/clerk/?reference={reference}")
        expect(page.locator("h1")).to_contain_text(reference)
        looker.look_at(page, f"{demo.origin}/casb/clerk/troubles/WHY-NONE-NONE/", status=404)
    looker.judge()


def test_a_registration_from_the_door_to_the_open_account(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/register/")
        page.get_by_role("link", name="Registration wizard").click()
        page.get_by_text("File documents in a court").click()
        page.get_by_text("Yes, I am an attorney").click()
        steps.press(page, "Show me the door")
        looker.look(page, "the wizard's answer")
        page.get_by_role("link", name="Register by this door").click()
        _fill(page, {"E-mail address": "nora@example.org", "E-mail address again": "nora@example.org"})
        steps.press(page, "Send the link")
        looker.look(page, "registration sent")
        steps.follow_mail(page, demo, "nora@example.org", "Go on with your new PACER account", "/confirm/")
        looker.look(page, "registration: about you")
        steps.press(page, "Continue")
        looker.look_at_errors(page, "registration: nothing about you")
        _fill(page, NORA)
        page.get_by_label("User type").select_option("Attorney")
        steps.press(page, "Continue")
        looker.look(page, "registration: username and password")
        steps.press(page, "Open my account")
        looker.look_at_errors(page, "registration: no username")
        _fill(page, {"Username": "noranew2026", "Password": WORDS, "Password again": WORDS})
        page.get_by_text("I have read the policies").click()
        steps.press(page, "Open my account")
        expect(page.locator("h1")).to_have_text("Your account is open")
        looker.look(page, "registration done")
    looker.judge()


def test_a_warning_that_an_account_may_exist(demo, chromium, looker):
    dana = {"First name": "Dana", "Last name": "Double", "Date of birth": "06/14/1979"}
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/register/search/")
        _fill(page, {"E-mail address": "dana2@example.org", "E-mail address again": "dana2@example.org"})
        steps.press(page, "Send the link")
        steps.follow_mail(page, demo, "dana2@example.org", "Go on with your new PACER account", "/confirm/")
        _fill(page, NORA | dana)
        page.get_by_label("User type").select_option("Individual")
        steps.press(page, "Continue")
        expect(page.get_by_role("heading", name="Do you have an account already?")).to_be_visible()
        looker.look(page, "an account may exist")
        steps.press(page, "Go on all the same")
        expect(page.locator("h1")).to_have_text("Choose a username and a password")
    looker.judge()


def test_activating_search_with_a_letters_token(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/activate/")
        steps.give_password(page, demo.member("wandawaits1"))
        looker.look(page, "waits for activation")
        page.get_by_label("Activation token").fill("AAAA-BBBB-CCCC-DDDD")
        steps.press(page, "Activate")
        looker.look_at_errors(page, "a wrong token")
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/activate/")
        steps.give_password(page, demo.member("danadouble2"))
        looker.look(page, "held for review")
    looker.judge()


def _fill(page, answers):
    for label, answer in answers.items():
        page.get_by_label(label, exact=True).fill(answer)


def test_a_forgotten_password_and_its_used_link(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/forgot/")
        page.get_by_label("E-mail address or username").fill("carlclosed")
        steps.press(page, "Send the e-mail")
        looker.look(page, "letter sent")
        link = steps.follow_mail(
            page,
            demo,
            "carl.crane@example.org",
            "Your PACER username, and a link for a new password",
            "/forgot/",
        )
        looker.look(page, "a new password")
        steps.press(page, "Set the new password")
        looker.look_at_errors(page, "no new password")
        page.get_by_label("New password", exact=True).fill("a long word or two")
        page.get_by_label("New password again").fill("a long word or two")
        steps.press(page, "Set the new password")
        looker.look(page, "password set")
        looker.look_at(page, link)
        demo.sql("UPDATE accounts_mailedlink SET expires_at = ?", LONG_AGO)
        looker.look_at(page, link, status=410)
    looker.judge()


def test_an_upgrade_from_legacy(demo, chromium, looker):
    with fresh_page(chromium) as page:
        page.goto(f"{demo.origin}/cso/upgrade/")
        page.get_by_role("link", name="Sign in with your legacy account").click()
        steps.give_password(page, demo.member("lg0042"))
        page.get_by_label("E-mail address", exact=True).fill("leo.new@example.org")
        page.get_by_label("E-mail address again").fill("leo.new@example.org")
        steps.press(page, "Send the link")
        looker.look(page, "upgrade sent")
        subject = "Confirm your e-mail address to upgrade your PACER account"
        steps.follow_mail(page, demo, "leo.new@example.org", subject, "/upgrade/")
        looker.look(page, "upgrade to finish")
        steps.press(page, "Upgrade my account")
        looker.look_at_errors(page, "no new username")
        _fill(page, {"Date of birth": "03/02/1971", "County": "Imperial", "New username": "leogant2026"})
        _fill(page, {"New password": WORDS, "New password again": WORDS})
        page.get_by_text("I have read the policies").click()
        steps.press(page, "Upgrade my account")
        expect(page.locator("h1")).to_have_text("Your account is upgraded")
        looker.look(page, "upgraded")
    looker.judge()


def test_a_new_address_and_a_new_password(demo, chromium, looker):
    old = demo.member("larkinfirm")["password"]
    with steps.signed_in(chromium, demo, "larkinfirm") as page:
        page.goto(f"{demo.origin}/cso/account/email/")
        page.get_by_label("New e-mail address", exact=True).fill("bills@example.org")
        page.get_by_label("New e-mail address again").fill("bills@example.org")
        page.get_by_label("Present password").fill(old)
        steps.press(page, "Send the link")
        looker.look(page, "new address sent")
        subject = "Confirm the new e-mail address of your PACER account"
        steps.follow_mail(page, demo, "bills@example.org", subject, "/account/email/")
        looker.look(page, "new address to confirm")
        steps.press(page, "Use this address")
        looker.look(page, "new address")
        page.goto(f"{demo.origin}/cso/account/password/")
        page.get_by_label("Present password").fill(old)
        page.get_by_label("New password", exact=True).fill("a long word or two")
        page.get_by_label("New password again").fill("a long word or two")
        steps.press(page, "Change password")
        expect(page.locator("h1")).to_have_text("Your password is changed")
        looker.look(page, "new password")
    looker.judge()
