"""A payment stand-in for tests: a real server on a port of its own, and people who type cards on its page."""

import contextlib
import threading
from datetime import timedelta

import requests

from openecf.center.signon.sessions import Standing
from openecf.faces.payment_stand_in import server
from openecf.faces.street import book

PAYS, DECLINED = "4111 1111 1111 1111", "4000 0000 0000 0002"
SECRET = "a secret of both"


@contextlib.contextmanager
def open_desk(settings):
    """Serve a stand-in while the block lasts, and wire the center to it; yield its server."""
    desk = server.open_at("127.0.0.1", 0, base="", secret=SECRET, store=":memory:")
    base = f"http://localhost:{desk.server_port}/"
    object.__setattr__(desk.get_app(), "base", base)
    settings.PAYMENTS_URL, settings.PAYMENTS_SECRET = base, SECRET
    book.forget()
    threading.Thread(target=desk.serve_forever, daemon=True).start()
    try:
        yield desk
    finally:
        desk.shutdown()
        desk.server_close()


def type_card(page, number=PAYS, *, expires="04/31", code="123", name="Pat Public"):
    """Type a card on the provider's page; return where the browser is sent."""
    typed = {"number": number, "expires": expires, "code": code, "name": name}
    answer = requests.post(page, data=typed, allow_redirects=False, timeout=10)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def both_tokens(address):
    """Return our token and the provider's from the address a browser comes back to."""
    path, _, query = address.partition("?payment_token=")
    return path.rstrip("/").rsplit("/", 1)[1], query


def fresh(account, *, at):
    """Return a sign-on of a minute ago."""
    return Standing(
        session_id=1,
        sid="sid",
        account_id=account.pk,
        auth_time=at - timedelta(minutes=1),
        acr="aal1",
        amr=("pwd",),
        account=account,
        seen_at=at,
        redaction_at=None,
    )
