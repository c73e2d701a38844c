"""Sending letters: to a folder the demo shows, or to a mail server; tried again for three days."""

import os
import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from openecf.foundation.references import new_public_id

from . import outbox
from .models import Letter

_TIMEOUT_SECONDS = 20


def send_due(*, at: datetime) -> int:
    """Send every letter that is due; return how many were tried."""
    tried = 0
    for pk in outbox.due(Letter.objects.all(), at=at):
        if outbox.claim(Letter, pk, at=at):
            _send(Letter.objects.get(pk=pk), at=at)
            tried += 1
    return tried


def mail(message: EmailMessage) -> None:
    """Hand one message to the folder or the mail server of the installation.

    Raises OSError (smtplib's exceptions are such) when that fails; a Message-ID is added if there is none.
    """
    if "Message-ID" not in message:
        message["Message-ID"] = make_msgid(
            domain=parseaddr(message["From"])[1].partition("@")[2] or "localhost"
        )
    where = urlsplit(settings.EMAIL_URL)
    if where.scheme == "folder":
        _put_in_folder(message, Path(where.path))
    else:
        _hand_to_server(message, where)


def _send(letter: Letter, *, at: datetime) -> None:
    rows = Letter.objects.filter(pk=letter.pk)
    try:
        mail(_message(letter, at=at))
    except OSError as failure:
        over = at - letter.made_at > outbox.GIVE_UP_AFTER
        due_at = None if over else outbox.next_try(letter.tries, at=at)
        rows.update(due_at=due_at, failure=str(failure)[:250])
    else:
        rows.update(due_at=None, sent_at=at, failure="")


def _message(letter: Letter, *, at: datetime) -> EmailMessage:
    message = EmailMessage()
    message["Subject"] = " ".join(letter.subject.split())
    message["From"] = " ".join(letter.sender.split())
    message["To"] = " ".join(letter.recipient.split())
    message["Date"] = format_datetime(at)
    message.set_content(letter.body)
    return message


def _put_in_folder(message: EmailMessage, folder: Path) -> None:
    """Write the message under another name first: whoever lists the folder never sees half a mail."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = new_public_id()
    draft = folder / f".{name}.draft"
    try:
        draft.write_bytes(message.as_bytes())
        os.replace(draft, folder / f"{name}.eml")
    finally:
        draft.unlink(missing_ok=True)


def _hand_to_server(message: EmailMessage, where) -> None:
    """Send by SMTP: smtp:// upgrades to TLS where the server offers it, smtps:// starts with it."""
    with _server(where) as server:
        server.ehlo()
        if where.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(message)


def _server(where) -> smtplib.SMTP:
    if where.scheme == "smtps":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(where.hostname, where.port or 465, timeout=_TIMEOUT_SECONDS, context=context)
    return smtplib.SMTP(where.hostname, where.port or 25, timeout=_TIMEOUT_SECONDS)
