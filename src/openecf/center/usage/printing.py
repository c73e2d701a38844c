"""Statements and transactions as PDF, drawn by ReportLab: it needs no libraries of the system."""

from collections.abc import Iterable, Sequence
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import landscape, letter
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.lib.units import inch
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

from openecf.foundation import money
from openecf.foundation.quarters import ZONE
from openecf.foundation.refusals import Refusal

from .statements import Invoice
from .transactions import Found, Transaction, Wanted

MOST_ROWS = 1000
_BLOCK = 50  # rows drawn together: a long table takes time by the square of its rows
_STYLES = getSampleStyleSheet()
_SMALL = _STYLES["BodyText"].clone(
    "Small", fontSize=8, leading=10, wordWrap="CJK"
)  # long codes break anywhere
_PADDING = 12  # of a cell, left and right together
_GRID = [
    ("GRID", (0, 0), (-1, -1), 0.25, colors.HexColor("#a9aeb1")),
    ("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#dfe1e2")),
    ("FONTSIZE", (0, 0), (-1, -1), 8),
    ("LEADING", (0, 0), (-1, -1), 10),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


class TooLong(Refusal):
    """A PDF holds at most 1,000 receipts. Choose fewer days, or take CSV or JSON, which hold all."""


def invoice_pdf(invoice: Invoice) -> bytes:
    """Return a quarter's statement of account. Raises TooLong."""
    title = f"Statement of account, {invoice.spoken}"
    facts = [
        f"PACER account {invoice.number}, {invoice.holder}",
        f"Used: {money.dollars(invoice.used_cents)} ({invoice.pages:,} pages)",
        f"Waived: {money.dollars(invoice.waived_cents)} or less in a quarter",
        f"Due: {money.dollars(invoice.due_cents)}" if invoice.made_at else "The quarter is not closed yet",
    ]
    rows = [
        (user.number, user.name, user.cost_center, code.name, f"{code.pages:,}", money.dollars(code.cents))
        for user in invoice.users
        for code in user.codes
    ]
    if len(rows) > MOST_ROWS:
        raise TooLong("A PDF holds at most 1,000 lines. Take the CSV, which holds all.")
    head = ("Account", "User", "Cost center", "Client code", "Pages", "Cost")
    courts = [(part.name.upper(), f"{part.pages:,}", money.dollars(part.cents)) for part in invoice.courts]
    return _paper(
        title,
        [
            *map(_text, facts),
            _heading("By user and client code"),
            *_table(head, rows, (0.9, 2.2, 1.3, 2.6, 0.8, 1.0)),
            _heading("By court"),
            *_table(("Court", "Pages", "Cost"), courts, (1.5, 1.0, 1.2)),
        ],
    )


def transactions_pdf(holder: str, wanted: Wanted, found: Found) -> bytes:
    """Return receipts as PDF. Raises TooLong."""
    if found.is_cut:
        raise TooLong
    head = (
        "Date and time (Central)",
        "Court",
        "Client code",
        "Description",
        "Search",
        "Pages",
        "Cost",
        "User",
    )
    total = f"{found.count:,} receipts, {found.pages:,} pages, {money.dollars(found.cents)}"
    days = f"{wanted.first:%m/%d/%Y} to {wanted.last:%m/%d/%Y}"
    widths = (1.3, 0.6, 1.3, 1.4, 2.2, 0.5, 0.7, 1.5)
    return _paper(
        f"Detailed transactions, {days}",
        [_text(holder), _text(total), *_table(head, map(_row, found.rows), widths)],
    )


def _row(row: Transaction) -> tuple[str, ...]:
    when = f"{row.at.astimezone(ZONE):%m/%d/%Y %H:%M:%S}"
    texts = (row.court_id.upper(), row.client_code, row.description, row.criteria)
    return (when, *texts, str(row.pages), money.dollars(row.cents), f"{row.user} ({row.number})")


def _paper(title: str, parts: Sequence[object]) -> bytes:
    written = BytesIO()
    paper = SimpleDocTemplate(
        written,
        pagesize=landscape(letter),
        title=title,
        author="PACER Service Center",
        lang="en-US",
        leftMargin=0.6 * inch,
        rightMargin=0.6 * inch,
        topMargin=0.6 * inch,
        bottomMargin=0.7 * inch,
    )
    story = [
        Paragraph("PACER Service Center", _STYLES["Normal"]),
        Paragraph(escape(title), _STYLES["Title"]),
        *parts,
    ]
    foot = partial(_number, title)
    paper.build(story, onFirstPage=foot, onLaterPages=foot)
    return written.getvalue()


def _number(title: str, canvas, document) -> None:
    canvas.setFont("Helvetica", 8)
    canvas.drawString(0.6 * inch, 0.4 * inch, f"{title} - page {document.page}")


def _heading(text: str) -> Flowable:
    return Paragraph(escape(text), _STYLES["Heading2"])


def _text(text: str) -> Flowable:
    return Paragraph(escape(text), _STYLES["BodyText"])


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], inches: Sequence[float]) -> list[Flowable]:
    """Return the rows as tables that follow each other closely; each begins with the head."""
    bold = [Paragraph(f"<b>{escape(text)}</b>", _SMALL) for text in head]
    cells = [[_cell(text, width) for text, width in zip(row, inches, strict=True)] for row in rows]
    blocks = [[bold, *cells[start : start + _BLOCK]] for start in range(0, len(cells), _BLOCK)]
    return [_drawn(block, inches) for block in blocks] or [_text("Nothing was used.")]


def _cell(text: str, width: float) -> str | Flowable:
    """Return a text that fits as it is, one that must be broken as a paragraph, which takes longer."""
    fits = stringWidth(text, _SMALL.fontName, _SMALL.fontSize) <= width * inch - _PADDING
    return text if fits and "\n" not in text else Paragraph(escape(text), _SMALL)


def _drawn(block: list[list[str | Flowable]], inches: Sequence[float]) -> Flowable:
    table = Table(block, colWidths=[width * inch for width in inches], repeatRows=1, hAlign="LEFT")
    table.setStyle(TableStyle(_GRID))
    return table
