"""One recipient's mail: a single part in HTML, as the pilot court sends, or in plain text for who chose that.

Never multipart/alternative: programs that read these mails take the first part. Links are absolute on the
court's canonical address, in the classic form.
"""

from email import policy
from email.message import EmailMessage
from email.utils import format_datetime
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from openecf.courthouse.courts.models import Court
from openecf.foundation import addresses
from openecf.foundation.refusals import Refusal

from . import sheet as sheets
from . import writing
from .models import Delivery
from .sheet import NoticeSheet
from .writing import Links


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
    court = row.notice.entry.case.court
    sheet = sheets.sheet(row.notice)
    links = links_of(court, sheet, row.look_token)
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"] = court.email
    mail["To"] = recipient
    mail["Subject"] = sheet.subject
    mail["Date"] = format_datetime(row.notice.made_at)
    mail["Message-Id"] = message_id(row)
    mail["Auto-Submitted"] = "auto-generated"
    is_text = row.format == "text"
    body = writing.plain(sheet, links) if is_text else writing.html(sheet, links)
    kind = "plain" if is_text else "html"
    mail.set_content(body, subtype=kind, charset="utf-8", cte="quoted-printable")
    return mail


def message_id(row: Delivery) -> str:
    """Return the mail's own name; a repeat after a crash has the same one."""
    domain = row.notice.entry.case.court.email.rpartition("@")[2]
    return f"<{row.pk}.{row.notice.public_id}@{domain}>"


def links_of(court: Court, sheet: NoticeSheet, magic_num: str) -> Links:
    """Return the absolute addresses in a mail about a notice; `magic_num` opens the free look."""
    base = addresses.court_base(court.pk, court.hosts)
    document = ""
    if sheet.main_doc_id:
        asked = {"magic_num": magic_num, "de_seq_num": sheet.position, "caseid": sheet.caseid}
        place = addresses.url(base, "court.classic_document", doc_id=sheet.main_doc_id)
        document = f"{place}?pdf_header=&{urlencode(asked)}"
    docket = f"{addresses.url(base, 'court.classic_docket')}?{sheet.caseid}"
    return Links(docket, document, addresses.url(base, "court.verify"))
