"""Walking through doors as a person does: courts, center accounts, and PACER LOGIN by its form."""

import base64
import hashlib
import html
import re
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from django.test import Client

from openecf.center.signon import clients
from openecf.courthouse.courts import creation, secrets
from openecf.faces.street import book
from openecf.foundation import addresses
from tests.accounts import PASSWORD, open_account  # noqa: F401

ORIGIN = "http://localhost:8000/"


def open_court(court_id, *, at, **policies):
    """Create a court from the catalog and register it at the center, as the console does."""
    court = creation.create_court(court_id, at=at, **policies)
    bases = dict.fromkeys(
        [addresses.court_base(court.pk, court.hosts), *map(addresses.site_url, court.hosts)]
    )
    secrets.keep_client_secret(court, clients.register_court(court.pk, list(bases), title=court.title, at=at))
    book.forget()
    return court


def browser(**defaults):
    """Return a new browser on the demo's origin."""
    return Client(SERVER_NAME="localhost", **defaults)


def go(client, address, *, forget=False):
    """Open an address and follow redirects, each at the host it names; return the last answer.

    `forget` is a browser that refuses cookies.
    """
    return _settle(client, step(client, address), address, forget)


def send(client, address, fields):
    """Send a form and follow redirects."""
    return _settle(client, client.post(_path(address), fields, **_host(address)), address, False)


def step(client, address):
    """Open an address and stay there."""
    return client.get(_path(address), **_host(address))


def sign_in(
    client, door="/casb/", username="barbaratest", password=PASSWORD, *, onward="", code="", **fields
):
    """Sign in from a court's door through PACER LOGIN; return the page that comes last."""
    page = go(client, f"{door}sign-in/?{urlencode({'next': onward})}")
    if "PACER LOGIN" not in page.content.decode():
        return page  # silent
    page = send(client, page.where, {"username": username, "password": password, **fields})
    page = send(client, page.where, {"code": code}) if code else page
    return tick_notice(client, page)


def tick_notice(client, page):
    """Tick the notice of redaction responsibility, if this is its page; return the page that comes last."""
    if "/login/redaction/" not in getattr(page, "where", ""):
        return page
    return send(client, page.where, {"understood": "on"})


def told(page):
    """Return a page's text without tags, for reading."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode())))


def _settle(client, answer, address, forget):
    for _ in range(12):
        if answer.status_code not in (301, 302, 303):
            break
        address = urljoin(urljoin(ORIGIN, address), answer.headers["Location"])
        if forget:
            client.cookies.clear()
        answer = step(client, address)
    answer.where = urljoin(ORIGIN, address)
    return answer


def _path(address):
    place = urlsplit(address)
    return place.path + (f"?{place.query}" if place.query else "")


def _host(address):
    place = urlsplit(address)
    return {"headers": {"host": place.netloc}} if place.netloc else {}


def fresh_code(client, court):
    """Return the fields that redeem a new code of a browser that is signed in at the center."""
    verifier, back = "v" * 43, addresses.url(addresses.court_base(court.pk, court.hosts), "court.callback")
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    asked = {
        "response_type": "code",
        "client_id": court.pk,
        "redirect_uri": back,
        "scope": "openid",
        "state": "state",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    answer = client.get("/cso/o/authorize/", asked)
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
        "client_id": court.pk,
        "client_secret": secrets.client_secret(court),
    }
