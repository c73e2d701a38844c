"""The summary of a court day, written down: one part, in HTML or plain text as the address chose.

Each filing keeps its own free look: the link opens it as the single notice's link would.
"""

from datetime import date
from email import policy
from email.message import EmailMessage
from html import escape

from openecf.foundation.references import digest

from . import mail, sheet
from .models import Delivery
from .sheet import NOTE, NOTE_TITLE, NoticeSheet, us_day
from .writing import Links, free_look

ACTIVITY = "Activity has occurred in the following cases:"


def message(rows: list[Delivery], day: date, recipient: str) -> EmailMessage:
    """Write a day's summary to its mailbox, under the same Message-Id each time."""
    court = rows[0].notice.entry.case.court
    told = [_told(row) for row in rows]
    post = EmailMessage(policy=policy.SMTP)
    post["From"] = court.email
    post["To"] = recipient
    post["Subject"] = f"Summary of ECF Activity {us_day(day)}"
    post["Message-Id"] = _message_id(rows, day)
    post["Auto-Submitted"] = "auto-generated"
    is_text = rows[0].format == "text"
    body = _plain(told, day) if is_text else _html(told, day)
    post.set_content(body, subtype="plain" if is_text else "html", charset="utf-8", cte="quoted-printable")
    return post


def _told(row: Delivery) -> tuple[NoticeSheet, Links]:
    written = sheet.sheet(row.notice)
    return written, mail.links_of(row.notice.entry.case.court, written, row.look_token)


def _message_id(rows: list[Delivery], day: date) -> str:
    """Name exactly these filings of this day to this address: a repeat after a crash has the same name."""
    domain = rows[0].notice.entry.case.court.email.rpartition("@")[2]
    which = digest(" ".join(str(row.pk) for row in rows))[:24]
    return f"<summary.{day:%Y%m%d}.{which}@{domain}>"


def _html(told: list[tuple[NoticeSheet, Links]], day: date) -> str:
    first = told[0][0]
    lines = [
        "<html><body>",
        f"<p><strong>{NOTE_TITLE} {NOTE}</strong></p>",
        f"<div align='center'><strong>{escape(first.court_name)}</strong><br>",
        f"<strong>{escape(first.district)}</strong></div>",
        f"<p>Summary of ECF activity of {us_day(day)}</p>",
        f"<p><strong>{ACTIVITY}</strong></p>",
        *(_filing_html(written, links) for written, links in told),
        f"<p>{free_look(first.look_until, once=first.look_once)}</p>",
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def _filing_html(written: NoticeSheet, links: Links) -> str:
    case = f"<a href='{escape(links.docket)}'>{escape(written.case_number)}</a> {escape(written.case_title)}"
    number = str(written.number or "")
    document = f"<a href='{escape(links.document)}'>{number}</a>" if links.document else number
    return (
        f"<p><strong>{case}</strong><br>\n{escape(written.received)}<br>\n"
        f"<strong>Document Number:</strong> {document}<br>\n"
        f"<strong>Docket Text:</strong> {escape(written.docket_text)}</p>"
    )


def _plain(told: list[tuple[NoticeSheet, Links]], day: date) -> str:
    first = told[0][0]
    lines = [
        f"{NOTE_TITLE} {NOTE}",
        "",
        first.court_name,
        first.district,
        "",
        f"Summary of ECF activity of {us_day(day)}",
        "",
        ACTIVITY,
        "",
        *(line for written, links in told for line in (*_filing_plain(written, links), "")),
        free_look(first.look_until, once=first.look_once),
    ]
    return "\n".join(lines) + "\n"


def _filing_plain(written: NoticeSheet, links: Links) -> list[str]:
    return [
        f"{written.case_number} {written.case_title}",
        links.docket,
        written.received,
        f"Document Number: {written.number or ''}".rstrip(),
        *([links.document] if links.document else []),
        f"Docket Text: {written.docket_text}",
    ]
