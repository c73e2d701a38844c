"""Docket rows, drawn by a function over plain tuples: a template loop costs fourteen times as much.

Everything that comes from the record is escaped here (decision 0014).
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from html import escape
from itertools import islice

from django.urls import reverse

from openecf.courthouse.access.reports.docket import DocketSheet
from openecf.courthouse.billing import pricing
from openecf.foundation.money import dollars

from ...templatetags.court import day

CHUNK = 1000


def drawn(sheet: DocketSheet, *, at: datetime) -> Iterator[str]:
    """Yield the rows of a docket as HTML, a thousand at a time."""
    row = _row_drawer(sheet.may_open, at=at)
    while chunk := [row(*columns) for columns in islice(sheet.entries, CHUNK)]:
        yield "".join(chunk)


def _row_drawer(may_open: Callable[[str], bool], *, at: datetime) -> Callable[..., str]:
    """Return the function that draws one row; what repeats from row to row is made once."""
    days: dict[date, str] = {}
    labels: dict[tuple[int, bool], str] = {}
    address = reverse("documents:document", args=["0"]).removesuffix("0/")

    def row(number, filed, text, restricted, opinion, doc_id, pages) -> str:
        if (filed_day := days.get(filed)) is None:
            filed_day = days[filed] = day(filed)
        shown, document = number or "", ""
        if doc_id is None:
            pass
        elif restricted and not may_open(restricted):
            document = "Restricted"
        else:
            if (label := labels.get((pages, opinion))) is None:
                label = labels[pages, opinion] = _label(pages, opinion, at=at)
            link = f'<a href="{address}{doc_id}/">'
            shown, document = f"{link}{shown}</a>", f"{link}{label}</a>"
        return (
            f'<tr><td data-label="Filed">{filed_day}</td><td data-label="No.">{shown}</td>'
            f'<td data-label="Docket text">{escape(text, False)}</td>'
            f'<td data-label="Document">{document}</td></tr>\n'
        )

    return row


def _label(pages: int, opinion: bool, *, at: datetime) -> str:
    """Write what a document is and costs: `PDF, 9 pages, $0.90`."""
    sheets = "1 page" if pages == 1 else f"{pages} pages"
    return f"PDF, {sheets}, {'free' if opinion else dollars(pricing.price(pages, 'document', at=at))}"
