"""Second factors in a real browser with Chromium's virtual authenticator: added, used, lost, recovered."""

import re
import sqlite3
import time
from contextlib import closing

import pyotp
import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import axe_findings, fresh_page

pytestmark = pytest.mark.browser
FACTORS = "cso/account/factors/"


def authenticator(page, *, verified=True):
    """Give the page's browser a device with a PIN that its holder types rightly, or not at all."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verified,
        "automaticPresenceSimulation": True,
    }
    made = tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    return tools, made["authenticatorId"]


def test_app_and_passkey_are_added_used_lost_and_recovered(demo, chromium):
    member = demo.member("patpublic1")
    with fresh_page(chromium) as page:
        tools, device = authenticator(page)
        sign_in(page, demo, member)
        secret = add_app(page, demo, member)
        codes = keep_codes(page)
        add_passkey(page, demo, member)
        expect(page.get_by_text("Passkeys: 1")).to_be_visible()
        (credential,) = tools.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
        assert credential["rpId"] == "localhost" and credential["isResidentCredential"]

        log_out(page, demo)
        page.goto(f"{demo.origin}/cso/login/?next=/{FACTORS}")
        page.get_by_role("button", name="Sign in with a passkey").click()
        expect(page.locator("h1")).to_have_text("Manage MFA settings")
        assert strength(demo) == "aal2-phr"

        log_out(page, demo)
        give_password(page, demo, member)
        page.get_by_role("button", name="Use my passkey").click()
        expect(page.locator("h1")).to_have_text("Manage MFA settings")

        log_out(page, demo)
        tools.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
        give_password(page, demo, member)
        page.get_by_role("link", name="I lost my phone or passkey").click()
        steps.press(page, "Mail me the code")
        fill_mailed_code(page, demo, member)
        page.get_by_label("One of your recovery codes").fill(codes[0])
        steps.press(page, "Sign in")
        expect(page.locator("h1")).to_have_text("Your new recovery code")
        assert page.locator(".ecf-recovery code").inner_text() not in codes
        steps.press(page, "I have kept it: go on")
        expect(page.get_by_text("Recovery codes: 10 left")).to_be_visible()
        page.get_by_role("link", name="Remove MacBook").click()
        steps.press(page, "Remove MacBook")
        expect(page.get_by_role("status")).to_contain_text("It is removed.")

        log_out(page, demo)
        give_password(page, demo, member)
        page.get_by_label("6-digit code").fill(fresh_code(secret))
        steps.press(page, "Login")
        expect(page.locator("h1")).to_have_text("Manage MFA settings")


def test_a_passkey_whose_holder_is_not_checked_signs_nobody_in(demo, chromium):
    member = demo.member("evangrant") if has(demo, "evangrant") else without_factor(demo)
    with fresh_page(chromium) as page:
        tools, device = authenticator(page)
        sign_in(page, demo, member)
        add_passkey(page, demo, member)
        keep_codes(page)
        log_out(page, demo)
        tools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})

        page.goto(f"{demo.origin}/cso/login/?next=/{FACTORS}")
        page.get_by_role("button", name="Sign in with a passkey").click()

        expect(page.locator("[data-passkey-said]").first).to_contain_text("Press the button once more.")
        expect(page.locator("h1")).to_have_text("PACER LOGIN")


def test_every_page_of_the_factors_is_accessible_and_fits_a_phone(demo, chromium):
    member = demo.member("patpublic1")
    with fresh_page(chromium, viewport={"width": 320, "height": 700}) as page:
        authenticator(page)
        page.goto(f"{demo.origin}/cso/login/?next=/{FACTORS}")
        sound(page)
        member = next(one for one in without_factors(demo) if one["username"] != member["username"])
        sign_in(page, demo, member)
        sound(page)
        page.get_by_role("link", name="Add App").click()
        sound(page)
        page.get_by_label("Name of the app").fill("Duo (John)")
        steps.press(page, "Send the code and go on")
        sound(page)
        steps.press(page, "Add this app")
        expect(page.get_by_role("alert").first).to_be_visible()
        sound(page)
        secret = page.locator("code.ecf-digits").inner_text().replace(" ", "")
        fill_mailed_code(page, demo, member)
        page.get_by_label("Code your app shows now").fill(pyotp.TOTP(secret).now())
        steps.press(page, "Add this app")
        sound(page)
        expect(page.get_by_role("button", name="Print")).to_be_visible()
        expect(page.get_by_role("button", name="Copy")).to_be_visible()
        with page.expect_download() as saved:
            page.get_by_role("link", name="Download").click()
        assert len(re.findall(r"^[a-z2-7-]{30}$", saved.value.path().read_text(), re.M)) == 10
        keep_codes(page)
        sound(page)
        for link in ("Rename Duo (John)", "Remove Duo (John)", "Add passkey", "Get New Codes"):
            page.goto(f"{demo.origin}/{FACTORS}")
            page.get_by_role("link", name=link).click()
            sound(page)
        steps.press(page, "Send the code and go on")
        sound(page)
        page.goto(f"{demo.origin}/{FACTORS}passkeys/sign-in/")
        sound(page)
        page.goto(f"{demo.origin}/{FACTORS}required/")
        log_out(page, demo)
        give_password(page, demo, member)
        sound(page)
        page.get_by_role("link", name="I lost my phone or passkey").click()
        sound(page)
        page.get_by_role("link", name="Ask for the wait").click()
        sound(page)
        steps.press(page, "Begin the 24 hours")
        sound(page)
        page.get_by_role("link", name="Back to PACER LOGIN").click()
        give_password(page, demo, member)
        page.get_by_role("link", name="I lost my phone or passkey").click()
        steps.press(page, "Mail me the code")
        sound(page)


def test_the_wait_can_be_stopped_from_the_letter_and_after_it_the_app_is_gone(demo, chromium):
    member = without_factors(demo)[-1]
    with fresh_page(chromium) as page:
        authenticator(page)
        sign_in(page, demo, member)
        add_app(page, demo, member)
        keep_codes(page)
        log_out(page, demo)
        ask_for_the_wait(page, demo, member)
        to = mail_of(demo, member)
        steps.follow_mail(page, demo, to, "Somebody says that your phone is lost", "/lost/stop/")
        steps.press(page, "Stop it: nothing is removed")
        expect(page.locator("h1")).to_have_text("It is stopped")

        ask_for_the_wait(page, demo, member)
        let_a_day_pass(demo)
        give_password(page, demo, member)
        page.get_by_role("link", name="I lost my phone or passkey").click()
        page.get_by_role("link", name="See how long it takes").click()
        steps.press(page, "Mail me the code")
        fill_mailed_code(page, demo, member)
        steps.press(page, "Remove them and sign in")
        expect(page.get_by_text("Authenticator apps: 0 of 5")).to_be_visible()


def ask_for_the_wait(page, demo, member):
    give_password(page, demo, member)
    page.get_by_role("link", name="I lost my phone or passkey").click()
    page.get_by_role("link", name="Ask for the wait").click()
    steps.press(page, "Begin the 24 hours")
    expect(page.locator("h1")).to_have_text("The wait is under way")


def let_a_day_pass(demo):
    """Move the wait's end into the past."""
    demo.sql(
        "UPDATE signon_challenge SET asked = json_set(asked, '$.until', '2020-01-01T00:00:00+00:00') "
        "WHERE purpose = 'lost_phone_wait'"
    )


def has(demo, username):
    return any(one["username"] == username for one in without_factors(demo))


def without_factors(demo):
    """Return the cast's searchers and filers who sign in by password alone, here and now."""
    guarded = {
        name
        for (name,) in demo.sql(
            "SELECT username FROM accounts_account JOIN signon_factor ON account_id = accounts_account.id"
        )
    }
    people = (one for one in demo.cast if one["site"] == "center" and not one["totp_secret"])
    return [one for one in people if one["username"] not in guarded]


def without_factor(demo):
    return without_factors(demo)[0]


def mail_of(demo, member):
    return demo.sql("SELECT email FROM accounts_account WHERE username = ?", member["username"])[0][0]


def give_password(page, demo, member):
    page.goto(f"{demo.origin}/cso/login/?next=/{FACTORS}")
    steps.give_password(page, member)


def sign_in(page, demo, member):
    give_password(page, demo, member)
    tick = page.get_by_label("I understand that")
    expect(tick.or_(page.get_by_text("Recovery codes:")).first).to_be_attached()
    if tick.count():
        page.get_by_text("I understand that").click()
        page.locator("main button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Manage MFA settings")


def log_out(page, demo):
    page.goto(f"{demo.origin}/cso/log-out/")
    steps.press(page, "Log Out")
    expect(page.locator("h1")).to_contain_text("logged out", ignore_case=True)


def add_app(page, demo, member) -> str:
    """Add an app; return its secret."""
    page.get_by_role("link", name="Add App").click()
    page.get_by_label("Name of the app").fill("Duo (John)")
    steps.press(page, "Send the code and go on")
    expect(page.locator("img.ecf-qr")).to_be_visible()
    secret = page.locator("code.ecf-digits").inner_text().replace(" ", "")
    fill_mailed_code(page, demo, member)
    page.get_by_label("Code your app shows now").fill(fresh_code(secret))
    steps.press(page, "Add this app")
    return secret


def add_passkey(page, demo, member):
    page.get_by_role("link", name="Add passkey").click()
    page.get_by_label("Name of the passkey").fill("MacBook")
    steps.press(page, "Send the code and go on")
    fill_mailed_code(page, demo, member)
    steps.press(page, "Add this passkey")


def keep_codes(page) -> list[str]:
    """Read the ten codes and go on."""
    expect(page.locator("h1")).to_have_text("Your ten recovery codes")
    expect(page.locator(".ecf-recovery code")).to_have_count(10)
    codes = page.locator(".ecf-recovery code").all_inner_texts()
    steps.press(page, "I have kept them: go on")
    return codes


def fill_mailed_code(page, demo, member):
    """Read the newest code in the account's mailbox, in another tab, and type it."""
    page.get_by_label("Code from our e-mail").wait_for()  # the code is mailed before its page is shown
    to = mail_of(demo, member)
    asked = demo.sql("SELECT count(*) FROM letters_letter WHERE subject LIKE '%security code%'")[0][0]
    assert asked
    body = demo.sql(
        "SELECT body FROM letters_letter WHERE subject LIKE '%security code%' AND recipient = ? "
        "ORDER BY id DESC LIMIT 1",
        to,
    )[0][0]
    page.get_by_label("Code from our e-mail").fill(re.search(r"^ {4}(\d{6})$", body, re.M)[1])


def fresh_code(secret) -> str:
    """Return a code that was not used in this test yet: wait for the next half minute when need be."""
    app = pyotp.TOTP(secret)
    while (code := app.now()) in _USED:
        time.sleep(1)
    _USED.add(code)
    return code


_USED: set[str] = set()


def strength(demo) -> str:
    with closing(sqlite3.connect(demo.data / "openecf.sqlite3", timeout=20)) as database:
        rows = database.execute("SELECT acr FROM signon_providersession ORDER BY id DESC LIMIT 1")
        return rows.fetchone()[0]


def sound(page):
    """Nothing for axe-core to find, and nothing beside the page."""
    assert axe_findings(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url
