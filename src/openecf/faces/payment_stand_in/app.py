"""The stand-in's two doors: the four calls of the center, and the page where a card is typed."""

import hmac
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import parse_qs, urlencode, urlsplit

from openecf.foundation import clock

from . import cards, page
from .cards import Typed
from .till import Refused, Till, Unknown

_LARGEST_BODY = 20_000
_CALLS = ("visits", "visits/complete", "charges", "methods/remove")


@dataclass(frozen=True)
class Answer:
    """One answer of the stand-in."""

    body: str
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = field(default=())


@dataclass(frozen=True)
class StandIn:
    """The WSGI application of one stand-in."""

    till: Till
    base: str  # ends in "/"
    secret: str

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer one request."""
        path, method = environ["PATH_INFO"].lstrip("/"), environ["REQUEST_METHOD"]
        body = _body(environ) if method == "POST" else ""
        if path in _CALLS:
            answer = self._call(path, method, body, environ.get("HTTP_AUTHORIZATION", ""))
        elif path == "style.css":
            answer = Answer(page.style(), kind="text/css")
        elif path.startswith("pay/"):
            answer = self._pay(path.removeprefix("pay/").rstrip("/"), method, body)
        else:
            answer = Answer(page.front() if not path else page.gone(), 404 if path else 200)
        return _send(answer, start_response)

    def _call(self, path: str, method: str, body: str, authorization: str) -> Answer:
        if not hmac.compare_digest(authorization.encode(), f"Bearer {self.secret}".encode()):
            return _said({"error": "Who are you?"}, 401)
        try:
            return _said(self._done(path, json.loads(body)) if method == "POST" else {"error": "POST"})
        except Unknown:
            return _said({"error": "unknown"}, 404)
        except Refused as refused:
            return _said({"sentence": f"{refused} Nothing was paid; try another card."}, 402)
        except (KeyError, TypeError, ValueError):
            return _said({"error": "This can't be read."}, 400)

    def _done(self, path: str, asked: dict) -> dict:
        match path:
            case "visits":
                names = ("purpose", "cents", "reference", "return_to", "payee", "payer")
                visit = self.till.open_visit({name: asked[name] for name in names})
                return {"page": f"{self.base}pay/{visit}/"}
            case "visits/complete":
                return self.till.complete(asked["token"])
            case "charges":
                return {"number": self.till.charge(asked["method"], int(asked["cents"]), asked["reference"])}
        self.till.remove(asked["method"])
        return {}

    def _pay(self, visit: str, method: str, body: str) -> Answer:
        try:
            asked = self.till.visit(visit)
        except Unknown:
            return Answer(page.gone(), 404)
        back = (("Content-Security-Policy", page.policy(asked["return_to"])),)
        if method != "POST":
            return Answer(page.card(asked), headers=back)
        typed = Typed(*(_field(body, name) for name in ("number", "expires", "code", "name")))
        if wrong := cards.errors(typed, at=clock.now()):
            return Answer(page.card(asked, typed, wrong), 400, headers=back)
        token = self.till.fill(visit, cards.method(typed), cards.refuses(typed))
        home = f"{asked['return_to']}?{urlencode({'payment_token': token})}"
        return Answer("", HTTPStatus.SEE_OTHER, headers=(*back, ("Location", home)))


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address."""
    return "{0.scheme}://{0.netloc}".format(urlsplit(url))


def _said(said: dict, status: int = 200) -> Answer:
    return Answer(json.dumps(said), status, "application/json")


def _body(environ: dict) -> str:
    length = environ.get("CONTENT_LENGTH") or "0"
    most = min(int(length) if length.isdigit() else 0, _LARGEST_BODY)
    return environ["wsgi.input"].read(most).decode("utf-8", "replace")


def _field(body: str, name: str) -> str:
    return parse_qs(body).get(name, [""])[0][:200]


def _send(answer: Answer, start_response: Callable) -> Iterable[bytes]:
    body = answer.body.encode()
    headers = {
        "Content-Type": answer.kind,
        "Content-Length": str(len(body)),
        "Cache-Control": "no-store",
        "Content-Security-Policy": page.policy(""),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        **dict(answer.headers),
    }
    start_response(f"{int(answer.status)} {HTTPStatus(answer.status).phrase}", list(headers.items()))
    return [body]
