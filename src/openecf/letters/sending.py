"""Sending letters: to a folder the demo shows, or to a mail server; tried again for three days."""

import os
import smtplib
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid, parseaddr
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings

from openecf.foundation.references import new_public_id

from . import outbox
from .models import Letter

_TIMEOUT_SECONDS = 10  # for each answer
_LONGEST_SECONDS = 60  # for a whole conversation: well within a claim, or another would send the letter too


def send_due(*, at: datetime) -> int:
    """Send the letters that are due, for one turn; return how many were tried."""
    now, tried = outbox.running_from(at), 0
    for pk in outbox.due(Letter.objects.all(), at=at):
        if now() - at > outbox.TURN:
            break
        if outbox.claim(Letter, pk, at=now()):
            _send(Letter.objects.get(pk=pk), now)
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


def _send(letter: Letter, now: Callable[[], datetime]) -> None:
    try:
        mail(_message(letter, at=now()))
    except OSError as failure:
        over = now() - letter.made_at > outbox.GIVE_UP_AFTER
        due_at = None if over else outbox.next_try(letter.tries, at=now())
        mine = Letter.objects.filter(pk=letter.pk, due_at=letter.due_at)
        mine.update(due_at=due_at, failure=str(failure)[:250])
    else:
        Letter.objects.filter(pk=letter.pk).update(due_at=None, sent_at=now(), failure="")


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
    server = _server(where)
    try:
        server.ehlo()
        if where.scheme != "smtps" and server.has_extn("starttls"):
            server.starttls(context=ssl.create_default_context())
        if where.username:
            server.login(unquote(where.username), unquote(where.password or ""))
        server.send_message(message)
        with suppress(smtplib.SMTPException):  # the mail is taken, whatever is said to a goodbye
            server.quit()
    finally:
        server.close()


class _Bounded:
    """A conversation that hangs up when it lasts too long, however little the server says at a time."""

    def __init__(self, host: str, port: int, **how):
        """Connect, with a watch that runs from before the greeting."""
        self._watch = threading.Timer(_LONGEST_SECONDS, self._hang_up)
        self._watch.daemon = True
        self._watch.start()
        try:
            super().__init__(host, port, timeout=_TIMEOUT_SECONDS, **how)
        except OSError:
            self._watch.cancel()
            raise

    def close(self) -> None:
        """Stop the watch, and close."""
        self._watch.cancel()
        super().close()

    def _hang_up(self) -> None:
        with suppress(OSError):
            if self.sock is not None:
                self.sock.shutdown(socket.SHUT_RDWR)


class _Plain(_Bounded, smtplib.SMTP):
    """A conversation that begins in the clear."""


class _Tls(_Bounded, smtplib.SMTP_SSL):
    """A conversation that begins with TLS."""


def _server(where) -> smtplib.SMTP:
    if where.scheme == "smtps":
        return _Tls(where.hostname, where.port or 465, context=ssl.create_default_context())
    return _Plain(where.hostname, where.port or 25)
