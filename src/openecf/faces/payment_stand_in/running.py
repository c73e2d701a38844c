"""Running the stand-in until told to stop, and starting one beside a demonstration."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from . import server

ADDRESS, SECRET = "OPENECF_PAYMENTS_URL", "OPENECF_PAYMENTS_SECRET"
BESIDE = "OPENECF_PAYMENTS_STAND_IN"  # 1: the demonstration starts it
_STORE = "payment-stand-in.sqlite3"


class NoSecret(ValueError):
    """Set OPENECF_PAYMENTS_SECRET to the secret the service center has."""


def run(port: int, data: Path, *, with_parent: bool, environ: Mapping[str, str]) -> None:
    """Serve until SIGTERM or SIGINT, or until whoever started it is gone. Raises NoSecret."""
    if not (secret := environ.get(SECRET, "")):
        raise NoSecret(NoSecret.__doc__)
    base = environ.get(ADDRESS) or f"http://localhost:{port}/"
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    host = environ.get("OPENECF_BIND", "127.0.0.1")
    till = server.open_at(host, port, base=base, secret=secret, store=data / _STORE)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: threading.Thread(target=till.shutdown).start())
    if with_parent:
        server.stop_with_parent(till)
    till.serve_forever()


@contextmanager
def beside(address: str, data: Path) -> Iterator[None]:
    """Keep a stand-in running beside a demonstration, as its own process, while the block lasts.

    There is none when the demonstration was told of another provider.
    """
    if os.environ.get(BESIDE) != "1":
        yield
        return
    process = _start(address, data)
    try:
        yield
    finally:
        _stop(process)


def _start(address: str, data: Path) -> subprocess.Popen:
    words = [sys.executable, "-m", "openecf.faces.payment_stand_in", "--port", str(urlsplit(address).port)]
    words += ["--data", str(data), "--with-parent"]
    return subprocess.Popen(words, stdin=subprocess.PIPE, env=dict(os.environ))


def _stop(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=5)
    except subprocess.TimeoutExpired:
        process.kill()
