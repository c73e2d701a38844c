"""On paper: no menus, forms or buttons, everything that counts, and a PDF of it with the words as text."""

import pypdfium2
import pytest
from playwright.sync_api import expect

from . import steps

pytestmark = pytest.mark.browser

NOT_ON_PAPER = ("header nav", "footer", ".usa-skipnav", ".ecf-actions", "form")


@pytest.fixture(scope="module")
def case(demo):
    return demo.cast[0]["case"]


def printed(page) -> str:
    """Print the page; return the words on the paper."""
    page.emulate_media(media="print")
    for selector in NOT_ON_PAPER:
        for each in page.locator(selector).all():
            expect(each).to_be_hidden()
    wide = page.evaluate("document.scrollingElement.scrollWidth - innerWidth")
    assert wide <= 0, "wider than the paper"
    paper = pypdfium2.PdfDocument(page.pdf(format="Letter"))
    page.emulate_media(media="screen")
    return " ".join(" ".join(sheet.get_textpage().get_text_range() for sheet in paper).split())


def test_a_docket_with_its_receipt(demo, chromium, case):
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        steps.buy_docket(page, case)
        words = printed(page)
        for expected in ("Jane Doe", "Docket entries", "Voluntary Petition", "Transaction Receipt"):
            assert expected in words
        assert "Log Out" not in words and "Demonstration system" in words


def test_a_notice_and_the_page_of_what_was_filed(demo, chromium, case):
    with steps.signed_in(chromium, demo, "lindalarkin") as page:
        reference = steps.file_motion(page, case)
        assert reference in printed(page)
        page.get_by_role("link", name="Notice of Electronic Filing").click()
        page.get_by_text("The following transaction was received from").wait_for()
        words = printed(page)
        for expected in ("Docket Text:", "Electronic document Stamp:", "motion.pdf", "exhibit-a.pdf"):
            assert expected in words


def test_mailing_labels_and_nothing_else(demo, chromium):
    case = demo.member("barbaratest")["case"]  # its debtors have no attorney
    with steps.signed_in(chromium, demo, "patpublic1") as page:
        page.goto(f"{demo.origin}/casb/utilities/mailings/{case}/labels/")
        labels = page.locator(".ecf-labels li").all_inner_texts()
        words = printed(page)
        assert labels
        for label in labels:
            assert " ".join(label.split()) in words
        assert len(words) < sum(len(label) for label in labels) + 100
