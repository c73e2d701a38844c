"""One recipient's mail: a single part in HTML, as the pilot court sends, or in plain text for who chose that.

Never multipart/alternative: programs that read these mails take the first part. Links are absolute on the
court's canonical address, in the classic form.
"""

from datetime import date
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from html import escape
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openecf.courthouse.courts.models import Court
from openecf.foundation import addresses
from openecf.foundation.refusals import Refusal

from . import sheet as sheets
from .models import Delivery
from .sheet import NoticeSheet, PaperOfNotice, Served

ASSOCIATED = "The following document(s) are associated with this transaction:"


class NotAMailbox(Refusal):
    """This is not an e-mail address."""


def mailbox(email: str) -> str:
    """Return an address as mail servers take it, its domain in ASCII. Raises NotAMailbox."""
    try:
        validate_email(email)
        local, _, domain = email.rpartition("@")
        return f"{local}@{domain.encode('idna').decode()}"
    except (ValidationError, UnicodeError) as fault:
        raise NotAMailbox from fault


def message(row: Delivery, recipient: str) -> EmailMessage:
    """Write the mail of one delivery to its mailbox, under the same Message-Id each time."""
    notice = row.notice
    court = notice.entry.case.court
    sheet = sheets.sheet(notice)
    links = _Links(court, sheet, row)
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = court.email
    mail["To"] = recipient
    mail["Subject"] = sheet.subject
    mail["Date"] = format_datetime(notice.made_at)
    mail["Message-Id"] = message_id(row)
    mail["Auto-Submitted"] = "auto-generated"
    if row.format == "text":
        mail.set_content(plain(sheet, links), charset="utf-8", cte="quoted-printable")
    else:
        mail.set_content(html(sheet, links), subtype="html", charset="utf-8", cte="quoted-printable")
    return mail


def message_id(row: Delivery) -> str:
    """Return the mail's own name; a repeat after a crash has the same one."""
    domain = row.notice.entry.case.court.email.rpartition("@")[2]
    return f"<{row.pk}.{row.notice.public_id}@{domain}>"


class _Links:
    """The absolute addresses of one recipient's mail."""

    def __init__(self, court: Court, sheet: NoticeSheet, row: Delivery) -> None:
        """Take the base of the court's canonical door."""
        base = addresses.court_base(court.pk, court.hosts)
        self.once = court.free_look_once
        self.docket = f"{addresses.url(base, 'court.classic_docket')}?{sheet.caseid}"
        self.verify = addresses.url(base, "court.verify")
        self.document = ""
        if sheet.main_doc_id:
            asked = {"magic_num": row.look_token, "de_seq_num": sheet.position, "caseid": sheet.caseid}
            place = addresses.url(base, "court.classic_document", doc_id=sheet.main_doc_id)
            self.document = f"{place}?pdf_header=&{urlencode(asked)}"


def free_look_sentence(until: date, *, once: bool) -> str:
    """Say how long the recipient's free look lasts."""
    times = "once" if once else "as often as you like, in the browser that opens it first or signed in"
    return (
        f"Your free look at the document and its attachments is open until {sheets.us_day(until)}, {times}."
    )


def html(sheet: NoticeSheet, links: _Links) -> str:
    """Write the notice in HTML; every word of the record is escaped once, here."""
    number = str(sheet.number or "")
    if links.document:
        number = f"<a href='{escape(links.document)}'>{number}</a>"
    closed = (
        [f"<tr><td></td><td><font color='red'>{_closed(sheet)}</font></td></tr>"] if sheet.closed_date else []
    )
    lines = [
        "<html><body>",
        f"<p><strong>{sheets.NOTE_TITLE} {sheets.NOTE}</strong></p>",
        f"<div align='center'><strong>{escape(sheet.court_name)}</strong><br>",
        f"<strong>{escape(sheet.district)}</strong></div>",
        f"<p>{sheet.heading}</p>",
        f"<p>{escape(sheet.received)}</p>",
        f"<table><tr><td><strong>Case Name:</strong></td><td>{escape(sheet.case_title)}</td></tr>",
        "<tr><td><strong>Case Number:</strong></td>"
        f"<td><a href='{escape(links.docket)}'>{escape(sheet.case_number)}</a></td></tr>",
        *([closed] if sheet.closed_date else []),
        f"<tr><td><strong>Document Number:</strong></td><td>{number}</td></tr></table>",
        f"<p><strong>Docket Text:</strong><br>{escape(sheet.docket_text)}</p>",
        *_papers_html(sheet, links),
        f"<b> {escape(sheet.case_number)} Notice will be electronically mailed to: </b>",
        *(_mailed_html(one) for one in sheet.mailed),
        f"<br><b>{escape(sheet.case_number)} Notice will not be electronically mailed to: </b>",
        *("<br>" + "<br>".join(escape(line) for line in _postal(one)) for one in sheet.not_mailed),
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _closed(sheet: NoticeSheet) -> str:
    return sheet.closed_date and f"WARNING: CASE CLOSED on {sheet.closed_date:%m/%d/%Y}"


def _papers_html(sheet: NoticeSheet, links: _Links) -> list[str]:
    if not sheet.papers:
        return []
    blocks = "<br><br>\n".join(_paper_html(paper) for paper in sheet.papers)
    check = f"Check a document at <a href='{escape(links.verify)}'>{escape(links.verify)}</a>."
    return [
        f"<p>{ASSOCIATED}</p>",
        f"<p>{blocks}</p>",
        f"<p>{check}<br>{free_look_sentence(sheet.look_until, once=links.once)}</p>",
    ]


def _paper_html(paper: PaperOfNotice) -> str:
    return (
        f"<strong>Document description:</strong>{escape(paper.description)} <br>\n"
        f"<strong>Original filename:</strong>{escape(paper.filename)} <br>\n"
        f"<strong>Electronic document Stamp:</strong> {escape(paper.stamp.line)} <br>\n"
        f"<strong>Verification:</strong> {verification(paper)}"
    )


def verification(paper: PaperOfNotice) -> str:
    """Say what the stamp's digits vouch for, beside the line programs know."""
    stamp = paper.stamp
    return f"SHA-256 {stamp.sha256}, {stamp.size_bytes} bytes, signed (Ed25519) with key {stamp.key_id}"


def _mailed_html(one: Served) -> str:
    return f'<br><span class="personName">{escape(one.label)}</span><br>\n{escape(one.emails)}'


def _postal(one: Served) -> tuple[str, ...]:
    return (one.label, *one.postal)


def plain(sheet: NoticeSheet, links: _Links) -> str:
    """Write the notice in plain text, with the labels programs look for."""
    lines = [
        f"{sheets.NOTE_TITLE} {sheets.NOTE}",
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
        *([_closed(sheet)] if sheet.closed_date else []),
        f"Document Number: {sheet.number or ''}".rstrip(),
        *_document_plain(links),
        "",
        "Docket Text:",
        sheet.docket_text,
        "",
        *_papers_plain(sheet, links),
        f"{sheet.case_number} Notice has been electronically mailed to:",
        *(line for one in sheet.mailed for line in (one.label, one.emails, "")),
        f"{sheet.case_number} Notice will not be electronically mailed to:",
        *(line for one in sheet.not_mailed for line in (*_postal(one), "")),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _document_plain(links: _Links) -> list[str]:
    if not links.document:
        return []
    return [
        "Copy the address from the line below into your web browser to view the document:",
        links.document,
    ]


def _papers_plain(sheet: NoticeSheet, links: _Links) -> list[str]:
    if not sheet.papers:
        return []
    lines = [ASSOCIATED]
    for paper in sheet.papers:
        lines += [
            "",
            f"Document description: {paper.description}",
            f"Original filename: {paper.filename}",
            f"Electronic document Stamp: {paper.stamp.line}",
            f"Verification: {verification(paper)}",
        ]
    check = f"Check a document at {links.verify}"
    return [*lines, "", check, free_look_sentence(sheet.look_until, once=links.once), ""]
