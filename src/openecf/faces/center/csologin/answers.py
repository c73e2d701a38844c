"""What the page answers: itself, or a redirect with the token; in HTML, or in XML to its partial requests."""

from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import reverse

from openecf.center.signon import clients
from openecf.foundation.refusals import Refusal

from . import halfway

COOKIE = "NextGenCSO"
_QUOTE = {'"': "&quot;"}


class NoSuchCourt(Refusal):
    """This address leads to no court of this center. Open the court's own page and sign in from there."""


def destination(request) -> str:
    """Return where to go with the token: an address of a court of ours. Raises NoSuchCourt."""
    asked = request.GET.get("appurl", "")
    if not asked:
        return reverse("home:home")
    if not _is_a_courts(asked):
        raise NoSuchCourt
    return asked


def go(request, to: str, token: str):
    """Lead on to the court, with the token as a cookie for every court of this domain."""
    answer = (
        _partial(f'<redirect url="{escape(to, _QUOTE)}"/>')
        if is_partial(request)
        else HttpResponseRedirect(to)
    )
    answer.set_cookie(
        COOKIE,
        token,
        domain=_common_domain(request, to),
        secure=settings.HTTPS or to.startswith("https://"),
        httponly=True,
        samesite="Lax",
    )
    return answer


def page(request, form, *, trouble: str = "", half=None):
    """Show a step's form, with what was wrong."""
    if is_partial(request):
        told = escape(trouble or " ".join(error for errors in form.errors.values() for error in errors))
        return _partial(f'<changes><update id="{form.name}:messages">{told}</update></changes>')
    context = {
        "form": form,
        "trouble": trouble,
        "half": half,
        "asking": clients.title_of(_court_id(request)),
        "view_state": halfway.view_state(request),
    }
    return render(request, f"center/csologin/{form.name}.html", context)


def is_partial(request) -> bool:
    """Tell whether a script of the page asks, not the browser itself."""
    return request.headers.get("Faces-Request") == "partial/ajax"


def _partial(inside: str):
    body = f'<?xml version="1.0" encoding="UTF-8"?><partial-response id="j_id1">{inside}</partial-response>'
    return HttpResponse(body, content_type="text/xml; charset=utf-8")


def _court_id(request) -> str:
    """Return the court a page asks for, as we call it: CASBK is casb."""
    return request.GET.get("pscCourtId", "").lower().removesuffix("k")


def _is_a_courts(address: str) -> bool:
    """Tell whether an address lies below one of a court of ours, by whatever name it is called."""
    try:
        place = urlsplit(address)
        port = place.port
    except ValueError:
        return False
    clean = (
        address.isascii() and address.isprintable() and not set(address) & set(" \\@") and "#" not in address
    )
    if not clean or place.scheme not in ("http", "https") or ".." in unquote(place.path):
        return False
    if settings.HTTPS and place.scheme != "https":
        return False
    return any(_lies_below(place, port, urlsplit(base)) for base in clients.bases())


def _lies_below(place, port, base) -> bool:
    own_host = base.path == "/"  # behind a balancer its port is the usual one
    same_port = port == base.port or (own_host and port is None)
    return place.hostname == base.hostname and same_port and (place.path or "/").startswith(base.path)


def _common_domain(request, to: str) -> str | None:
    """Return the domain that center and court share, as .uscourts.gov; None when they are one host."""
    here = split_domain_port(request.get_host())[0]
    there = urlsplit(to).hostname or here
    common = []
    for mine, other in zip(reversed(here.split(".")), reversed(there.split(".")), strict=False):
        if mine != other:
            break
        common.insert(0, mine)
    return f".{'.'.join(common)}" if here != there and len(common) > 1 else None
