"""Options that decide which installation a command works on; they become the variables the settings read."""

import argparse
import os
import secrets
import socket
from collections.abc import MutableMapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

DEMO_ZONE = ZoneInfo("America/Los_Angeles")  # the pilot court's: `--now` is its time
_DEMO_DATA = "var/demo"
_OPERATORS = ("holds", "release", "activation_letters", "sign_out")


def choose(words: list[str]) -> list[str]:
    """Read --data, --port and --now from a command's words into the environment.

    Return the words without --data, which then has said all it has to say, to Django's own commands too.
    """
    words = _named(words)
    command = words[1] if len(words) > 1 else ""
    chosen = _parser().parse_known_args(words[2:])[0]
    environ = os.environ
    if command in ("demo", "cast"):
        environ["OPENECF_DEMO"] = "1"
        environ.setdefault("OPENECF_DATA", _DEMO_DATA)
    if chosen.data:
        environ["OPENECF_DATA"] = chosen.data
    if command in _OPERATORS and _is_demo(environ.get("OPENECF_DATA", "")):
        environ["OPENECF_DEMO"] = "1"  # its policies are the demonstration's
    if command == "demo" or chosen.port:
        environ["OPENECF_ORIGIN"] = environ.get("OPENECF_ORIGIN", f"http://localhost:{chosen.port or 8000}")
    if command == "demo":
        _wire_payments(environ, chosen.port or 8000)
    if chosen.now:
        environ["OPENECF_CLOCK_OFFSET"] = str(offset_to(chosen.now))
    only_data = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    only_data.add_argument("--data")
    return words[:2] + only_data.parse_known_args(words[2:])[1]


def _named(words: list[str]) -> list[str]:
    """Return the words with a command's name as its file has it: `payment-stand-in` is payment_stand_in."""
    name = words[1] if len(words) > 1 else ""
    return words if not name or name.startswith("-") else [words[0], name.replace("-", "_"), *words[2:]]


def _wire_payments(environ: MutableMapping[str, str], port: int) -> None:
    """Give a demonstration a payment stand-in beside it, unless it was told where its provider is."""
    if "OPENECF_PAYMENTS_URL" not in environ:
        environ["OPENECF_PAYMENTS_URL"] = f"http://localhost:{_free_port(port + 1)}/"
        environ["OPENECF_PAYMENTS_SECRET"] = secrets.token_urlsafe(32)
        environ["OPENECF_PAYMENTS_STAND_IN"] = "1"


def _free_port(wanted: int) -> int:
    """Return the port that is wanted, or any other when it is taken."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return probe.getsockname()[1]
    return wanted


def offset_to(moment: str) -> int:
    """Return the seconds from now to a moment such as `2024-08-20T10:00`, the pilot court's time."""
    local = datetime.fromisoformat(moment)
    local = local if local.tzinfo else local.replace(tzinfo=DEMO_ZONE)
    return round((local - datetime.now(UTC)).total_seconds())


def add_options(parser: argparse.ArgumentParser) -> None:
    """Declare the same options on a command, so that its help shows them."""
    parser.add_argument(
        "--data", metavar="DIR", help="folder of the installation: database, papers, mail, keys"
    )
    parser.add_argument("--port", type=int, metavar="N", help="port to serve on (8000)")


def _is_demo(folder: str) -> bool:
    """Tell whether a folder holds a demonstration: the list of its cast is in it."""
    return bool(folder) and (Path(folder) / "cast.json").exists()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    add_options(parser)
    parser.add_argument("--now")
    return parser
