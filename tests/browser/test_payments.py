"""Storing a card and paying in a real browser: to the provider's own origin and back, by path and by host.

Chromium applies the policy's `form-action` to every redirect after a form, and `SameSite` to the way back.
"""

import re

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import axe_findings, fresh_page

pytestmark = pytest.mark.browser
CENTERS = {"demo": "localhost/cso", "host_demo": "pacer.login.uscourts.gov"}


@pytest.mark.parametrize("street", CENTERS)
def test_a_card_is_stored_and_a_balance_is_paid(street, request, chromium):
    demo = request.getfixturevalue(street)
    port = demo.origin.rsplit(":", 1)[1]
    host, _, mount = CENTERS[street].partition("/")
    center = f"http://{host}:{port}/{mount + '/' if mount else ''}"
    with fresh_page(chromium) as page:
        page.goto(f"{center}login/?next={'/' + mount if mount else ''}/account/payments/methods/")
        steps.give_password(page, demo.member("lg0042"))
        page.get_by_role("link", name="Store a card").click()
        steps.press(page, "Go to the provider's page")
        type_card(page, "Store this card", center)
        expect(page.get_by_role("status").filter(has_text="The card is stored.")).to_be_visible()
        expect(page.get_by_role("cell", name="Visa ending in 1111", exact=True)).to_be_visible()
        assert axe_findings(page) == []

        page.goto(f"{center}account/payments/pay/")
        page.get_by_label("Amount").fill("2.30")
        steps.press(page, "Pay")
        expect(page.get_by_text("Balance now")).to_be_visible()
        expect(page.get_by_text("$10.00")).to_be_visible()

        page.goto(f"{center}account/payments/pay/")
        page.get_by_text("Another card, without storing it").click()
        steps.press(page, "Pay")
        type_card(page, "Pay $10.00", center)
        expect(page.locator("h1")).to_have_text("Your payment")
        expect(page.get_by_text("$0.00")).to_be_visible()


def type_card(page, button: str, center: str) -> None:
    """Type a card on the provider's page, first wrongly; the browser comes back to the center."""
    expect(page.get_by_role("banner")).to_contain_text("Payment stand-in")
    steps.press(page, button)
    expect(page.get_by_role("alert")).to_contain_text("Please check this form")
    assert axe_findings(page) == []
    page.get_by_label("Card number").fill("4111 1111 1111 1111")
    page.get_by_label("Valid until").fill("04/39")
    page.get_by_label("Security code").fill("123")
    page.get_by_label("Name on the card").fill("Leo Gant")
    steps.press(page, button)
    page.wait_for_url(re.compile(re.escape(center)))
