"""A small threaded server for the stand-in."""

import sys
import threading
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from .app import StandIn
from .till import Till


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing: addresses hold the ids of visits."""


def open_at(host: str, port: int, *, base: str, secret: str, store: Path | str) -> WSGIServer:
    """Return a server that is bound and waits for `serve_forever`."""
    application = StandIn(Till(store), base, secret)
    return make_server(host, port, application, server_class=_Server, handler_class=_Quiet)


def stop_with_parent(server: WSGIServer) -> None:
    """Stop when standard input ends: whoever started this process is gone."""

    def watch() -> None:
        sys.stdin.buffer.read()
        server.shutdown()

    threading.Thread(target=watch, daemon=True).start()
