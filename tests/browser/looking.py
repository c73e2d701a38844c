"""Looking at pages as everybody may meet them: on a phone and at a desk, with axe-core, by every own link."""

import pathlib
import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import parse_qs, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect

from .conftest import axe_findings

NARROW, WIDE = {"width": 320, "height": 640}, {"width": 1280, "height": 900}
URLCONFS = {
    "casb": "openecf.faces.court.urls",
    "exab": "openecf.faces.court.urls",
    "cso": "openecf.faces.center.urls",
}
PAPERS = (
    "api-v1:openapi-json",
    "documents:copy",
    "documents:opinion",
    "documents:look_copy",
    "notices:stamp_key",
    "security:log_csv",
    "usage:invoice_file",
    "usage:quarter_csv",
    "usage:transactions_file",
)
NOTHING: Mapping[str, int] = MappingProxyType({})
EACH_COUNTS = ("slug", "key")  # help pages and events differ in more than a number
ELEMENTS = (pathlib.Path(__file__).parent / "elements.js").read_text()


class Looker:
    """Looks at pages and keeps what is wrong; a page of elements seen already costs little.

    axe-core, which takes most of the time, is asked about the whole page, on a phone and at a desk, when at
    least one element of it has a place or a state that no page before had; elements.js says what those are.
    """

    def __init__(self) -> None:
        """Start with nothing seen."""
        self.wrong: list[str] = []
        self._seen: set[str] = set()

    def look(self, page: Page, where: str = "") -> None:
        """Look at the page as it stands; ask axe-core, on a phone and at a desk, if it has something new."""
        page.wait_for_load_state()  # a button's answer may have only begun to come
        where = where or page.url
        page.set_viewport_size(NARROW)
        if (count := page.locator("h1").count()) != 1:
            self.wrong.append(f"{where}: {count} h1")
        if not page.title().partition(" - ")[0].strip():
            self.wrong.append(f"{where}: no title")
        if (wide := page.evaluate("document.scrollingElement.scrollWidth")) > NARROW["width"]:
            self.wrong.append(f"{where}: {wide} px wide on a phone")
        if new := set(page.evaluate(ELEMENTS)) - self._seen:
            self._seen |= new
            self._ask_axe(page, f"{where} (320 px)")
            page.set_viewport_size(WIDE)
            self._ask_axe(page, f"{where} (1280 px)")

    def look_at(self, page: Page, url: str, *, status: int = 200) -> None:
        """Open an address, whose status must be the one that belongs there, and look."""
        if (found := page.goto(url).status) != status:
            self.wrong.append(f"{url}: status {found}, not {status}")
        self.look(page)

    def judge(self) -> None:
        """Fail with all that is wrong, and start anew."""
        found, self.wrong = self.wrong, []
        assert not found, "\n".join(found)

    def look_at_errors(self, page: Page, where: str = "") -> None:
        """Look at a form that came back: title, focus on the summary, and each link at a field."""
        expect(page).to_have_title(re.compile("^Error: "))
        expect(page.locator("#errors")).to_be_focused()
        where = where or f"{page.url} with errors"
        if "This field is required" in page.locator("#errors").inner_text():
            self.wrong.append(f"{where}: does not say what to enter")
        self.look(page, where)
        for target in page.locator("#errors a").evaluate_all("(all) => all.map((each) => each.hash)"):
            page.locator("#errors").get_by_role("link").and_(page.locator(f'[href="{target}"]')).first.click()
            expect(page.locator(f'[id="{target[1:]}"]')).to_be_focused()

    def crawl(self, page: Page, *doors: str, refused: Mapping[str, int] = NOTHING) -> int:
        """Open every page that own links lead to, one of each kind; return how many.

        `refused` are the views that tell this reader why not and the way on, with the status they answer.
        """
        waiting, met = list(doors), set()
        while waiting:
            url = waiting.pop(0)
            if (kind := kind_of(url)) in met:
                continue
            met.add(kind)
            if kind[1] in PAPERS:
                if not page.request.get(url).ok:
                    self.wrong.append(f"{url}: can't be opened")
                continue
            self.look_at(page, url, status=refused.get(kind[1], 200))
            met.add(kind_of(page.url))
            links = page.locator("a[href]").evaluate_all("(all) => all.map((each) => each.href)")
            origin = "{0.scheme}://{0.netloc}/".format(urlsplit(page.url))
            waiting += [link for link in links if link.startswith(origin)]
        return len(met)

    def _ask_axe(self, page: Page, where: str) -> None:
        self.wrong += [f"{where}: {finding}" for finding in axe_findings(page)]


def kind_of(url: str) -> tuple:
    """Return what an address shows, apart from numbers and tokens: site, view, and what was asked of it."""
    parts = urlsplit(url)
    site, _, rest = parts.path.lstrip("/").partition("/")
    urlconf, path = (URLCONFS[site], f"/{rest}") if site in URLCONFS else ("openecf.faces.urls", parts.path)
    asked = parse_qs(parts.query)
    try:
        found = resolve(path, urlconf)
    except Resolver404:
        return site, parts.path
    chosen = [found.kwargs[name] for name in EACH_COUNTS if name in found.kwargs]
    return found.namespace or site, found.view_name, *chosen, *sorted(asked), *asked.get("question", ())
