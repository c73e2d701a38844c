"""Reading the folder that mails go to when no mail server is set: the demonstration's mailbox."""

import email
import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from openecf.foundation.refusals import NoSuchRecord

_NAME = re.compile(r"[0-9a-f]{32}\.eml")


@dataclass(frozen=True)
class Mail:
    """One mail of the folder; `html` or `text` is empty when it has no such part."""

    name: str
    sender: str
    recipients: tuple[str, ...]
    subject: str
    sent_at: datetime | None
    text: str
    html: str


def mails(address: str = "") -> list[Mail]:
    """Return the mails, or those to one address, the newest first."""
    files = sorted(
        _folder().glob("*.eml"), key=lambda file: (file.stat().st_mtime_ns, file.name), reverse=True
    )
    read = [_read(file) for file in files if _NAME.fullmatch(file.name)]
    wanted = address.strip().casefold()
    return [each for each in read if not wanted or wanted in map(str.casefold, each.recipients)]


def mail(name: str) -> Mail:
    """Return one mail. Raises NoSuchRecord."""
    if not _NAME.fullmatch(name) or not (file := _folder() / name).is_file():
        raise NoSuchRecord
    return _read(file)


def _folder() -> Path:
    where = urlsplit(settings.EMAIL_URL)
    return Path(where.path) if where.scheme == "folder" else Path("/nonexistent")


def _read(file: Path) -> Mail:
    message = email.message_from_bytes(file.read_bytes(), policy=policy.default)
    return Mail(
        name=file.name,
        sender=str(message["From"] or ""),
        recipients=tuple(place for _, place in getaddresses(message.get_all("To", []))),
        subject=str(message["Subject"] or ""),
        sent_at=message["Date"].datetime if message["Date"] else None,
        text=_part(message, "plain"),
        html=_part(message, "html"),
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part is not None else ""
