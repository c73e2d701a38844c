"""A notice written down as HTML or as plain text, in the layout that people and programs know.

Source: 60 notices of bankruptcy courts, the pilot court's own among them. A name, a text, an address: every
word of the record is escaped once, here.
"""

from dataclasses import dataclass
from datetime import date
from html import escape

from .sheet import NOTE, NOTE_TITLE, NoticeSheet, PaperOfNotice, Served, us_day

ASSOCIATED = "The following document(s) are associated with this transaction:"
MAILED = "Notice will be electronically mailed to:"
MAILED_PLAIN = "Notice has been electronically mailed to:"  # what programs look for in plain text
NOT_MAILED = "Notice will not be electronically mailed to:"


@dataclass(frozen=True)
class Links:
    """The absolute addresses in one recipient's mail."""

    docket: str
    document: str  # empty for an entry of text only
    verify: str


def free_look(until: date, *, once: bool) -> str:
    """Say how long a recipient's free look lasts."""
    times = "once" if once else "as often as you like, in the browser that opens it first or signed in"
    day = us_day(until)
    return f"Your free look at the document and its attachments is open until {day}, {times}."


def verification(paper: PaperOfNotice) -> str:
    """Say what the stamp's digits vouch for, beside the line programs know."""
    stamp = paper.stamp
    return f"SHA-256 {stamp.sha256}, {stamp.size_bytes} bytes, signed (Ed25519) with key {stamp.key_id}"


def html(sheet: NoticeSheet, links: Links) -> str:
    """Write the notice in HTML."""
    lines = [
        "<html><body>",
        f"<p><strong>{NOTE_TITLE} {NOTE}</strong></p>",
        f"<div align='center'><strong>{escape(sheet.court_name)}</strong><br>",
        f"<strong>{escape(sheet.district)}</strong></div>",
        f"<p>{sheet.heading}</p>",
        f"<p>{escape(sheet.received)}</p>",
        *_table(sheet, links),
        f"<p><strong>Docket Text:</strong><br>{escape(sheet.docket_text)}</p>",
        *_papers(sheet, links),
        f"<b> {escape(sheet.case_number)} {MAILED} </b>",
        *(f"{_person(one)}<br>\n{escape(one.emails)}" for one in sheet.mailed),
        f"<br><b>{escape(sheet.case_number)} {NOT_MAILED} </b>",
        *("<br>\n".join((_person(one), *map(escape, one.postal))) for one in sheet.not_mailed),
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _table(sheet: NoticeSheet, links: Links) -> list[str]:
    number = str(sheet.number or "")
    document = f"<a href='{escape(links.document)}'>{number}</a>" if links.document else number
    docket = f"<a href='{escape(links.docket)}'>{escape(sheet.case_number)}</a>"
    closed = f"<tr><td></td><td><font color='red'>{sheet.closed}</font></td></tr>"
    return [
        f"<table><tr><td><strong>Case Name:</strong></td><td>{escape(sheet.case_title)}</td></tr>",
        f"<tr><td><strong>Case Number:</strong></td><td>{docket}</td></tr>",
        *([closed] if sheet.closed else []),
        f"<tr><td><strong>Document Number:</strong></td><td>{document}</td></tr></table>",
    ]


def _papers(sheet: NoticeSheet, links: Links) -> list[str]:
    if not sheet.papers:
        return []
    check = f"Check a document at <a href='{escape(links.verify)}'>{escape(links.verify)}</a>."
    return [
        f"<p>{ASSOCIATED}</p>",
        *(_paper(paper) for paper in sheet.papers),
        f"<p>{check}<br>\n{free_look(sheet.look_until, once=sheet.look_once)}</p>",
    ]


def _paper(paper: PaperOfNotice) -> str:
    return (
        f"<p><strong>Document description:</strong>{escape(paper.description)} <br>\n"
        f"<strong>Original filename:</strong>{escape(paper.filename)} <br>\n"
        f"<strong>Electronic document Stamp:</strong> {escape(paper.stamp.line)} <br>\n"
        f"<strong>Verification:</strong> {verification(paper)}</p>"
    )


def _person(one: Served) -> str:
    return f'<br><span class="personName">{escape(one.label)}</span>'


def plain(sheet: NoticeSheet, links: Links) -> str:
    """Write the notice in plain text, a name or an address a line."""
    lines = [
        f"{NOTE_TITLE} {NOTE}",
        "",
        sheet.court_name,
        sheet.district,
        "",
        sheet.heading,
        "",
        sheet.received,
        "",
        f"Case Name: {sheet.case_title}",
        f"Case Number: {sheet.case_number} {links.docket}",
        *([sheet.closed] if sheet.closed else []),
        f"Document Number: {sheet.number or ''}".rstrip(),
        *_document_plain(links),
        "",
        "Docket Text:",
        sheet.docket_text,
        "",
        *_papers_plain(sheet, links),
        f"{sheet.case_number} {MAILED_PLAIN}",
        *(line for one in sheet.mailed for line in (one.label, one.emails, "")),
        f"{sheet.case_number} {NOT_MAILED}",
        *(line for one in sheet.not_mailed for line in (one.label, *one.postal, "")),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _document_plain(links: Links) -> list[str]:
    if not links.document:
        return []
    return ["Copy the address below into your web browser to view the document:", links.document]


def _papers_plain(sheet: NoticeSheet, links: Links) -> list[str]:
    if not sheet.papers:
        return []
    lines = [ASSOCIATED, ""]
    for paper in sheet.papers:
        lines += [
            f"Document description: {paper.description}",
            f"Original filename: {paper.filename}",
            f"Electronic document Stamp: {paper.stamp.line}",
            f"Verification: {verification(paper)}",
            "",
        ]
    look = free_look(sheet.look_until, once=sheet.look_once)
    return [*lines, f"Check a document at {links.verify}", look, ""]
