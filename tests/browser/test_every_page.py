"""Every page that own links lead to, as everybody in turn: axe-core, 320 px, h1, title, console."""

import pytest

from . import steps
from .conftest import fresh_page
from .looking import Looker

pytestmark = pytest.mark.browser

FILING = dict.fromkeys(("filing:bankruptcy", "filing:adversary", "filing:drafts"), 403)
SIGN_IN_FIRST = dict.fromkeys(
    (
        *FILING,
        "utilities:utilities",
        "utilities:maintain_login",
        "utilities:account",
        "utilities:client_code",
        "utilities:mailings",
        "utilities:release_5_0",
        "utilities:nextgen_1_1",
        "utilities:transactions",
    ),
    401,
)
EVERYBODY = {
    "an unlinked filer": ("annray2026", FILING),
    "a linked filer": ("lindalarkin", {}),
    "a trustee": ("tesstrustee", {}),
    "a filing agent who acts for nobody yet": ("piaparalegal", FILING),
    "a clerk": ("clarkclerk", {}),
    "a judge": ("judgejo2026", {}),
    "a searcher": ("patpublic1", FILING),
    "a legacy account": ("lg0042", FILING),
    "a firm account": ("larkinfirm", FILING),
}


@pytest.fixture(scope="module")
def looker():
    """One for all, so that a page of the same shape is not asked about again."""
    return Looker()


def test_every_page_nobody_need_sign_in_for(demo, chromium, looker):
    with fresh_page(chromium) as page:
        assert looker.crawl(page, demo.origin + "/", refused=SIGN_IN_FIRST) > 40
    looker.judge()


@pytest.mark.parametrize("username, refused", EVERYBODY.values(), ids=EVERYBODY)
def test_every_page_of_somebody_signed_in(demo, chromium, looker, username, refused):
    with fresh_page(chromium) as page:
        steps.sign_in(page, demo, username)
        assert looker.crawl(page, f"{demo.origin}/casb/", f"{demo.origin}/cso/", refused=refused) > 60
    looker.judge()
