"""The security log: what was done with an account and by its holder here, in plain words."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from openecf.audit import trail
from openecf.center.accounts.models import Account

_TOLD = tomllib.loads((Path(__file__).parent / "security_log.toml").read_text())
LABELS: Mapping[str, str] = _TOLD["labels"]
HIDDEN = frozenset(_TOLD["hidden"])
# The details worth a reader's while.
_SAID = ("factor", "name", "browser", "court", "reference", "reason", "method", "key")


@dataclass(frozen=True)
class Event:
    """One line of the log; `address` is the network it came from."""

    at: datetime
    what: str
    detail: str
    address: str


def of(account: Account, *, since: datetime, until: datetime, most: int = 200) -> tuple[Event, ...]:
    """Return the log of an account, the latest first."""
    lines = trail.lines_of("center", account.number, since=since, until=until, most=most)
    return tuple(
        Event(line.at, LABELS[line.action], _detail(line), line.address)
        for line in lines
        if line.action in LABELS
    )


def _detail(line: trail.Line) -> str:
    return ", ".join(str(line.detail[name]) for name in _SAID if line.detail.get(name))
