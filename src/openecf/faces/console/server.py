"""The web server: a supervisor and, on SQLite, one worker process with four threads and the work loop."""

import os

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces

KILL_AFTER_SECONDS = 3  # a stuck thread would otherwise hold a worker for ever


def serve(*, host: str, port: int, workers: int = 1, threads: int = 4, work: bool = True) -> None:
    """Serve until told to stop; a worker that dies is started again."""
    if work:
        os.environ["OPENECF_WORK"] = "1"
    Granian(
        "openecf.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        workers_kill_timeout=KILL_AFTER_SECONDS,
        respawn_failed_workers=True,
        websockets=False,
        log_access=False,
    ).serve()


def port_of(asked: int | None) -> int:
    """Return the port asked for, or the origin's."""
    from urllib.parse import urlsplit

    return asked or urlsplit(settings.ORIGIN).port or 8000
