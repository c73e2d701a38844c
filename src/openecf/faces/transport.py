"""How one house calls another: in this process without sockets, or over https when they are apart.

The inner call runs in the same thread, in a copied context: urlconf and script prefix of the outer request
stay as they were, and no second database connection is needed.
"""

import contextvars
import io
from functools import lru_cache
from urllib.parse import unquote, urlsplit

import requests
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connection
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix
from requests.adapters import HTTPAdapter
from urllib3.response import HTTPResponse

from .street import book


def http_session(session: requests.Session | None = None) -> requests.Session:
    """Return a session (the one given, or a new one) whose local sites answer in this process.

    It follows no redirect: an answer never sends one house with its secrets to an address it did not choose.
    """
    session = requests.Session() if session is None else session
    session.max_redirects = 0
    if settings.CENTER_TRANSPORT == "process":
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, Street())
    return session


class Street(HTTPAdapter):
    """Hands requests to sites of this process to its own WSGI application; others go out."""

    def send(self, request, *args, **kwargs):
        """Answer one request."""
        if not any(request.url.startswith(base) for base in book.bases()):
            return super().send(request, *args, **kwargs)
        assert settings.TESTING or not connection.in_atomic_block, (
            "An inner call would join this transaction."
        )
        inner, body = contextvars.copy_context().run(_call, _environ(request))
        answer = requests.Response()
        answer.status_code, answer.reason, answer.encoding = inner.status_code, inner.reason_phrase, "utf-8"
        answer.headers.update(inner.items())
        answer.url, answer.request = request.url, request
        answer.raw = HTTPResponse(body=io.BytesIO(body), preload_content=False, status=inner.status_code)
        answer._content = body
        return answer


@lru_cache(maxsize=1)
def _handler() -> WSGIHandler:
    return WSGIHandler()


def _call(environ) -> tuple[HttpResponseBase, bytes]:
    """Answer without the signals of a server's request: they would close the outer request's connection."""
    set_script_prefix("/")
    response = _handler().get_response(WSGIRequest(environ))
    return response, b"".join(response)


def _environ(request) -> dict[str, object]:
    place = urlsplit(request.url)
    body = request.body or b""
    body = body.encode() if isinstance(body, str) else body
    environ = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote(place.path, "latin-1"),
        "QUERY_STRING": place.query,
        "SERVER_NAME": place.hostname,
        "SERVER_PORT": str(place.port or (443 if place.scheme == "https" else 80)),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": place.netloc,
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": place.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        key = name.upper().replace("-", "_")
        value = value.decode("latin-1") if isinstance(value, bytes) else value
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ
