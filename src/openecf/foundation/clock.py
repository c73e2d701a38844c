"""The one clock. Only faces, the console and the work loop read it; below them an instant is a value."""

import os
from datetime import UTC, datetime, timedelta

_offset = timedelta()


def now() -> datetime:
    """Return the present instant in UTC, moved by the demo's clock when one was set."""
    return datetime.now(UTC) + _offset


def set_now(instant: datetime) -> None:
    """Start the clock of this process at `instant` (demo only; it runs on from there)."""
    global _offset
    _offset = instant - datetime.now(UTC)


def is_today() -> bool:
    """Tell whether the clock shows the real time."""
    return abs(_offset) < timedelta(minutes=1)


def adopt(environ: dict[str, str] | os._Environ = os.environ) -> None:
    """Take the offset a parent process handed down in OPENECF_CLOCK_OFFSET (whole seconds)."""
    global _offset
    _offset = timedelta(seconds=int(environ.get("OPENECF_CLOCK_OFFSET", "0")))
