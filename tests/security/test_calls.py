"""Calls that go out: to whom the settings name, by checked certificates, and never where an answer points."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import requests

from openecf.faces import transport
from tests.security.test_source import STANDS_IN, calls, imports

pytestmark = pytest.mark.django_db


class Leading(BaseHTTPRequestHandler):
    """A server that leads every caller on."""

    asked = []

    def do_POST(self):
        """Redirect, and note who asked."""
        self.asked.append(self.path)
        self.send_response(307)
        self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def leading():
    """The address of a server that leads on."""
    Leading.asked = []
    server = HTTPServer(("127.0.0.1", 0), Leading)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feeds/"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_answer_leads_a_call_elsewhere(leading, method):
    with pytest.raises(requests.TooManyRedirects):
        transport.http_session().request(method, leading, data={"secret": "s"}, timeout=5)

    assert Leading.asked == ["/feeds/"]


def test_certificates_are_checked_everywhere():
    loose = {"_create_unverified_context", "CERT_NONE", "check_hostname"}

    for where, name, call in calls():
        if not where.startswith(STANDS_IN):
            assert not any(word.arg == "verify" for word in call.keywords), where
            assert name.rsplit(".", 1)[-1] not in loose, where
    assert transport.http_session().verify is True


def test_calls_are_made_by_the_houses_own_session():
    direct = {"requests.get", "requests.post", "requests.request", "requests.put", "urlopen"}
    out = {where for where, name in imports() if name in ("requests", "urllib.request", "http.client")}

    assert not [
        where
        for where, name, _ in calls()
        if where in out and name in direct and not where.startswith(STANDS_IN)
    ]
