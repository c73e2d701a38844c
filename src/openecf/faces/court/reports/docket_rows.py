"""Docket rows, drawn by a function over plain tuples: a template loop costs fourteen times as much.

Everything that comes from the record is escaped here (decision 0014).
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from html import escape
from itertools import islice

from openecf.courthouse.access.reports.docket import DocketSheet
from openecf.courthouse.billing import pricing
from openecf.courthouse.billing.pricing import Tariff
from openecf.foundation.money import dollars

from ...templatetags.court import address, day

CHUNK = 1000


def drawn(sheet: DocketSheet, *, at: datetime) -> Iterator[str]:
    """Yield the rows of a docket as HTML, a thousand at a time; a docket without any says so."""
    row, entries = _row_drawer(sheet.may_open, at=at), iter(sheet.entries)
    chunk = [row(*columns) for columns in islice(entries, CHUNK)]
    if not chunk:
        yield _none(sheet.head.caption.number)
    while chunk:
        yield "".join(chunk)
        chunk = [row(*columns) for columns in islice(entries, CHUNK)]


def _none(case_number: str) -> str:
    sentence = f"There are proceedings for case {case_number} but none satisfy the selection criteria."
    return f'<tr><td colspan="4">{escape(sentence)}</td></tr>\n'


def _row_drawer(may_open: Callable[[str], bool], *, at: datetime) -> Callable[..., str]:
    """Return the function that draws one row. A document id with a 0 leads to several documents."""
    label = _labels(pricing.tariff(at=at))
    link = f'<a href="{address("documents:document", "0").removesuffix("0/")}'

    def row(number, filed, text, restricted, opinion, doc_id, pages) -> str:
        shown, document = number or "", ""
        if doc_id and (not restricted or may_open(restricted)):
            more = " and attachments" if doc_id[3] == "0" else ""
            document = f'{link}{doc_id}/">{_free_label(pages) if opinion else label(pages)}</a>{more}'
            shown = f'{link}{doc_id}/">{shown}</a>'
        elif doc_id:
            document = "Restricted"
        return (
            f'<tr><td data-label="Filed">{_day(filed)}</td><td data-label="No.">{shown}</td>'
            f'<td data-label="Docket text">{escape(text, False)}</td>'
            f"{_DOCUMENT if document else _EMPTY}{document}</td></tr>\n"
        )

    return row


_DOCUMENT, _EMPTY = '<td data-label="Document">', "<td>"
_day = lru_cache(maxsize=20_000)(day)  # the days of half a century, each written once


@lru_cache(maxsize=8)
def _labels(tariff: Tariff) -> Callable[[int], str]:
    """Return what calls documents by their pages and price, each written once: `PDF, 9 pages, $0.90`."""

    def label(pages: int) -> str:
        return f"{_sheets(pages)}, {dollars(tariff.price(pages, 'document'))}"

    return lru_cache(maxsize=5_000)(label)


def _free_label(pages: int) -> str:
    return f"{_sheets(pages)}, free"


def _sheets(pages: int) -> str:
    return "PDF, 1 page" if pages == 1 else f"PDF, {pages} pages"
