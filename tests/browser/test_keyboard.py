"""The story with the keyboard only: Tab, Enter, Space and letters; where one is, is always to be seen."""

import pytest
from playwright.sync_api import expect

from . import steps
from .conftest import fresh_page

pytestmark = pytest.mark.browser

FOCUS_IS_SHOWN = """() => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  if (here === document.body || here.id === 'main') return true;
  const drawn = (each, part) => {
    const style = getComputedStyle(each, part);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  };
  const labels = [...(here.labels || [])];
  const shown = drawn(here) || labels.some((each) => drawn(each) || drawn(each, '::before'));
  const seen = [here, ...labels].map((each) => each.getBoundingClientRect()).some((each) =>
    each.width > 1 && each.bottom > 0 && each.top < innerHeight && each.right > 0);
  return shown && seen && box.height > 0;
}"""


class Keyboard:
    """Hands that never touch a mouse."""

    def __init__(self, page) -> None:
        """Take a page."""
        self.page, self.keys, self.choosers = page, page.keyboard, []
        page.on(
            "filechooser", lambda each: self.choosers.append(each)
        )  # caught from the first page on, whatever is busy

    def to(self, target) -> None:
        """Press Tab until the target has the focus; each stop on the way must be visible."""
        target.wait_for(state="attached")
        for _ in range(150):
            if target.evaluate("(each) => each === document.activeElement"):
                return
            self.keys.press("Tab")
            self.page.wait_for_function(FOCUS_IS_SHOWN)  # the skip link takes a moment to come in
        raise AssertionError(f"Tab never reaches {target}")

    def link(self, name: str, within: str = "body") -> None:
        """Follow a link."""
        self.to(self.page.locator(within).get_by_role("link", name=name, exact=True).first)
        self.keys.press("Enter")

    def button(self, name: str) -> None:
        """Press a button."""
        self.to(self.page.get_by_role("button", name=name, exact=True))
        self.keys.press("Enter")

    def fill(self, label: str, text: str) -> None:
        """Write into a field, or choose from a list by its first letters."""
        self.to(self.page.get_by_label(label, exact=True))
        self.keys.type(text)

    def attach(self, name: str) -> None:
        """Choose a file: press Enter, and once more if a busy machine swallowed the key."""
        self.page.wait_for_load_state("load")
        for _ in range(5):
            self.to(self.page.get_by_label("PDF"))
            self.keys.press("Enter")
            if self._has_chooser(within_ms=3000):
                break
        self.choosers.pop().set_files(steps.pdf(name))

    def _has_chooser(self, *, within_ms: int) -> bool:
        for _ in range(within_ms // 50):
            if self.choosers:
                return True
            self.page.wait_for_timeout(50)
        return False

    def heading(self, words: str) -> None:
        """Wait for the page with this heading."""
        expect(self.page.locator("h1")).to_contain_text(words)


def test_the_story_with_the_keyboard_only(demo, chromium):
    member, case = demo.member("annray2026"), demo.cast[0]["case"]
    with fresh_page(chromium) as page:
        keyboard = Keyboard(page)
        sign_in(keyboard, demo, member)
        link(keyboard, member)
        file(keyboard, case)
        buy(keyboard, case)


def sign_in(keyboard, demo, member):
    keyboard.page.goto(f"{demo.origin}/casb/")
    keyboard.link("Document Filing System")
    keyboard.heading("PACER LOGIN")
    keyboard.fill("Username", member["username"])
    keyboard.fill("Password", member["password"])
    keyboard.keys.press("Enter")
    keyboard.heading("Official Court")


def link(keyboard, member):
    keyboard.link("Utilities", ".ecf-menu")
    keyboard.heading("Utilities")
    keyboard.link("Link a CM/ECF account to my PACER account")
    keyboard.heading("Link a CM/ECF account")
    keyboard.fill("CM/ECF login:", member["cmecf_login"])
    keyboard.fill("CM/ECF password:", "wrong")
    keyboard.button("Submit")
    expect(keyboard.page.locator("#errors")).to_be_focused()
    keyboard.fill("CM/ECF password:", member["cmecf_password"])
    keyboard.button("Submit")
    keyboard.heading("Do you want to link these accounts?")
    keyboard.button("Submit")
    keyboard.heading("Your accounts are linked")


def file(keyboard, case):
    keyboard.link("Bankruptcy", ".ecf-menu")
    keyboard.heading("Bankruptcy Events")
    keyboard.link("Motion for Relief from Stay")
    keyboard.heading("Motion for Relief from Stay")
    keyboard.fill("Case number", case)
    keyboard.button("Next")
    keyboard.heading("Whom you file for")
    choose_only(keyboard, "Creditor Acme Bank")
    keyboard.button("Next")
    keyboard.heading("Documents")
    keyboard.attach("motion.pdf")
    keyboard.button("Attach main document")
    keyboard.page.get_by_text("motion.pdf").wait_for()
    keyboard.link("Next")
    keyboard.heading("Details")
    keyboard.fill("Kind of property", "Personal")
    keyboard.fill("The property or the action", "2019 Honda Civic")
    keyboard.button("Next")
    keyboard.heading("Check before you file")
    keyboard.button("File: Motion for Relief from Stay")
    keyboard.heading("Filed: document")


def choose_only(keyboard, label):
    box = keyboard.page.get_by_label(label)
    keyboard.to(box)
    if not box.is_checked():
        keyboard.keys.press("Space")
    expect(box).to_be_checked()


def buy(keyboard, case):
    keyboard.link("Query", ".ecf-menu")
    keyboard.heading("Query")
    keyboard.fill("Case number", case)
    keyboard.keys.press("Enter")
    keyboard.heading(case)
    keyboard.link("Docket Report")
    keyboard.heading("Docket Report")
    keyboard.button("Accept charges and show")
    expect(keyboard.page.locator("main")).to_contain_text("Transaction Receipt")


def test_the_skip_link_leads_to_the_page(demo, chromium):
    with fresh_page(chromium) as page:
        for path in ("", "casb/", "cso/", "mailbox/"):
            page.goto(f"{demo.origin}/{path}")
            page.keyboard.press("Tab")
            skip = page.get_by_role("link", name="Skip to the page")
            expect(skip).to_be_focused()
            expect(skip).to_be_in_viewport()
            page.keyboard.press("Enter")
            expect(page.locator("#main")).to_be_focused()
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('main') !== null"), path
