"""The authentication API: cso-auth and cso-logout, in JSON and XML.

Programs read the answer, never the status: it is 200 whatever happens. They send and take JSON or XML,
`{"loginId": ..., "password": ...}` or `<CsoAuth><loginId>...`, with the same names.
"""

import json
import re
from xml.etree import ElementTree

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_POST

from openecf.center.signon import attempts, programs, signing_in, tokens
from openecf.faces.middleware import client_address
from openecf.foundation.refusals import Refusal

WRONG = "Invalid username, password, or one-time passcode."
_LARGEST = 16 * 1024  # bytes of a request
_LONGEST = 256  # characters of one value
_ROOT = "CsoAuth"


class NotARequest(Refusal):
    """Send a JSON object, or XML with the root CsoAuth, with texts of at most 256 characters."""


@never_cache
@csrf_exempt  # no cookie counts here: the program shows a password or a token
@sensitive_variables("sent", "issued")
@require_POST
def cso_auth(request):
    """Sign a program in and answer with its token, or say in words why not."""
    try:
        sent = _sent(request)
        issued = programs.issue(
            sent.get("loginId", ""),
            sent.get("password", ""),
            code=sent.get("otpCode", ""),
            client_code=sent.get("clientCode", "")[:32],
            redacted=sent.get("redactFlag", "") == "1",
            address=client_address(request),
            browser=request.headers.get("User-Agent", ""),
            at=request.at,
        )
    except signing_in.WrongCredentials:
        return _answer(request, "13", WRONG)
    except (attempts.TooManyFailures, NotARequest) as refusal:
        return _answer(request, "13", refusal.sentence)
    except Refusal as refusal:
        return _answer(request, "1", refusal.sentence)
    return _answer(request, "0", issued.warning, issued.token)


@never_cache
@csrf_exempt
@require_POST
def cso_logout(request):
    """End a token. One that is dead already, or never was, gets the same answer."""
    try:
        tokens.end(_sent(request).get("nextGenCSO", ""), at=request.at)
    except NotARequest as refusal:
        return _answer(request, "1", refusal.sentence)
    return _answer(request, "0", "")


def _sent(request) -> dict[str, str]:
    """Read the texts of a request. Raises NotARequest."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > _LARGEST:
        raise NotARequest
    read = _read_xml(request.body) if _sends_xml(request) else _read_json(request.body)
    texts = {name: _text(value) for name, value in read.items()}
    if any(len(text) > _LONGEST or _is_no_text(text) for text in texts.values()):
        raise NotARequest
    return texts


def _is_no_text(text: str) -> bool:
    """Tell whether a text can't be kept: it has a zero byte, or half a sign as only JSON can write it."""
    return "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text)


def _sends_xml(request) -> bool:
    return re.fullmatch(r".*[/+]xml", request.content_type) is not None


def _text(value) -> str:
    """Take texts, and what careless programs send for one: a number, null."""
    if value is None:
        return ""
    if not isinstance(value, str | int):
        raise NotARequest
    return str(int(value) if isinstance(value, bool) else value)


def _read_json(body: bytes) -> dict[str, object]:
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        raise NotARequest from None
    if not isinstance(read, dict):
        raise NotARequest
    return read


def _read_xml(body: bytes) -> dict[str, object]:
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ElementTree.ParseError, DefusedXmlException, ValueError, LookupError):
        raise NotARequest from None
    if root.tag.rpartition("}")[2] != _ROOT:
        raise NotARequest
    return {child.tag.rpartition("}")[2]: child.text or "" for child in root}


def _answer(request, result: str, words: str, token: str = "") -> HttpResponse:
    told = {"nextGenCSO": token, "loginResult": result, "errorDescription": words}
    plain = request.headers.get("Accept", "*/*").strip() in ("*/*", "")
    if not _sends_xml(request) if plain else request.accepts("application/json"):
        return JsonResponse(told)
    root = ElementTree.Element(_ROOT)
    for name, value in told.items():
        ElementTree.SubElement(root, name).text = value
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


app_name = "cso_auth"
urlpatterns = [
    path("cso-auth", cso_auth, name="cso_auth"),
    path("cso-logout", cso_logout, name="cso_logout"),
]
