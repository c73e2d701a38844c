"""Showing the HTML of a mail inside a page: a few harmless tags stay, everything else becomes plain words."""

from html import escape
from html.parser import HTMLParser

from django.utils.safestring import SafeString, mark_safe

_KEPT = frozenset("p br div span strong b em i u ul ol li table tbody tr td th a".split())
_WITHOUT_END = frozenset(("br",))
_DROPPED_WHOLE = frozenset("script style title head".split())


def shown(html: str) -> SafeString:
    """Return the mail's HTML with kept tags only, no attributes but the address of a web link."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return mark_safe("".join(reader.pieces + reader.ends()))  # noqa: S308 - built from escaped pieces only


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.pieces: list[str] = []
        self._open: list[str] = []
        self._dropping = 0

    def handle_starttag(self, tag, attrs):
        self._dropping += tag in _DROPPED_WHOLE
        if tag not in _KEPT or self._dropping:
            return
        link = dict(attrs).get("href") or ""
        is_link = tag == "a" and link.startswith(("http://", "https://"))
        self.pieces.append(f'<a href="{escape(link)}">' if is_link else f"<{tag}>")
        if tag not in _WITHOUT_END:
            self._open.append(tag)

    def handle_endtag(self, tag):
        self._dropping -= tag in _DROPPED_WHOLE and self._dropping > 0
        while tag in self._open:
            last = self._open.pop()
            self.pieces.append(f"</{last}>")
            if last == tag:
                break

    def handle_data(self, data):
        if not self._dropping:
            self.pieces.append(escape(data))

    def ends(self) -> list[str]:
        return [f"</{tag}>" for tag in reversed(self._open)]
