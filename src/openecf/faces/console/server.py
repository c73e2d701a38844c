"""The web server: a supervisor and, on SQLite, one worker process with four threads and the work loop."""

import os
import socket
from urllib.parse import urlsplit

from django.conf import settings
from granian import Granian
from granian.constants import Interfaces

from openecf.foundation.refusals import Refusal

KILL_AFTER_SECONDS = 3  # a stuck thread would otherwise hold a worker for ever


class PortTaken(Refusal):
    """This port is taken. Choose another one with --port."""


def serve(*, host: str, port: int, workers: int = 1, threads: int = 4, work: bool = True) -> None:
    """Serve until told to stop; a worker that dies is started again."""
    require_free(host, port)
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


def require_free(host: str, port: int) -> None:
    """Raise PortTaken when something answers there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(
                f"Port {port} is taken. Choose another one with --port (make demo PORT=)."
            ) from error


def port_of(asked: int | None) -> int:
    """Return the port asked for, or the origin's."""
    return asked or urlsplit(settings.ORIGIN).port or 8000
