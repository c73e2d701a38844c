"""What the center writes to account holders. The texts lie in texts/, one file a letter, subject first.

Nothing a stranger typed is put in a letter to an address that is not proved: it would be their letter.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from openecf.audit import trail
from openecf.foundation import addresses
from openecf.foundation.refusals import Refusal
from openecf.letters import writing

_DAY, _MOST_A_DAY = timedelta(days=1), 10
_TEXTS = Path(__file__).parent / "texts"
_CLOSE = "\n\nPACER Service Center\n{home}\n"


class TooManyChanges(Refusal):
    """You changed this ten times within a day, and each time we write to people. Try again tomorrow."""

    status = 429


def post(text: str, to: str, parts: Mapping[str, str], *, at: datetime) -> None:
    """Leave one of the center's letters in the outbox; call it inside the act's transaction.

    Old legacy accounts may have no address; there is nowhere to write to then.
    """
    if not to:
        return
    subject, body = (_TEXTS / f"{text}.txt").read_text().split("\n\n", 1)
    whole = (body.rstrip() + _CLOSE).format_map({**_doors(), **parts})
    writing.write("center", sender(), to, subject.strip(), whole, at=at)


def require_calm(number: str, action: str, *, at: datetime) -> None:
    """Raise TooManyChanges when an account did this ten times in a day: it writes to unproved addresses."""
    done = trail.entries_for(
        "center", [number], since=at - _DAY, until=at + _DAY, actions=[action], most=_MOST_A_DAY
    )
    if len(done) >= _MOST_A_DAY:
        raise TooManyChanges


def link(page: str, token: str) -> str:
    """Return the public address of a page with a token: always our own base, never the Host header's."""
    return addresses.url(addresses.center_base(), page, token=token)


def page(name: str) -> str:
    """Return the public address of one of the center's pages."""
    return addresses.url(addresses.center_base(), name)


def sender() -> str:
    """Return whom the center's letters come from."""
    host = urlsplit(addresses.center_base()).hostname
    return f"PACER Service Center <no-reply@{host}>"


def _doors() -> dict[str, str]:
    """Pages every text may point to: `{home}`, `{register}`, `{forgot}`."""
    base = addresses.center_base()
    return {page: addresses.url(base, f"center.{page}") for page in ("home", "register", "forgot")}
