"""The answer of an old address to who is not signed on: a page that programs read and people can use.

Programs find the address of Central Sign-On by a line of script text, which no browser runs; people get
links. The words by which clients know a signed-on page are not in it.
"""

import re

from django.conf import settings
from django.http.request import split_domain_port
from django.shortcuts import render
from django.utils.safestring import mark_safe

from openecf.foundation import addresses

_PLAIN = re.compile(r"[A-Za-z0-9/_.:?=,;-]*")  # nothing of it ends a string or begins a tag


def asked(request):
    """Ask who came to an old address to sign on, and tell where; status 200, as programs expect."""
    here = _here(request)
    context = {
        "central": mark_safe(f"{_central(request)}?pscCourtId={_name(request.court)}&appurl={here}"),  # noqa: S308
        "onward": request.get_full_path() if request.method == "GET" else request.path,
        "help_page": "signing-in",
    }
    return render(request, "classic/sign_on.html", context)


def _name(court) -> str:
    """Return a court's name at Central Sign-On: letters, as in CASBK."""
    return "".join(sign for sign in f"{court.pk}k".upper() if sign.isalpha())


def _here(request) -> str:
    """Return the address that was asked for, as the client wrote it: with the host it thinks it called."""
    query = request.META.get("QUERY_STRING", "")
    path = request.path + (f"?{query}" if query else "")
    if not _PLAIN.fullmatch(path):
        path = request.path if _PLAIN.fullmatch(request.path) else "/"
    return _door(request, request.get_host(), request.address) + path


def _central(request) -> str:
    if request.META.get("SCRIPT_NAME") or settings.CENTER_URL or not settings.CENTER_HOSTS[0]:
        return addresses.url(addresses.center_base(), "center.web_sign_on")
    port = split_domain_port(request.get_host())[1]
    host = settings.CENTER_HOSTS[0] + (f":{port}" if port else "")
    return addresses.url(f"{_scheme(request)}://{host}/", "center.web_sign_on")


def _door(request, host: str, base: str) -> str:
    """Return scheme and host of the door in use."""
    if request.META.get("SCRIPT_NAME"):
        return base.removesuffix(f"{request.META['SCRIPT_NAME']}/")
    return f"{_scheme(request)}://{host}"


def _scheme(request) -> str:
    """Return the scheme the client used; a balancer in front says it. It is only ever written into a link."""
    told = request.headers.get("X-Forwarded-Proto", "")
    return told if told in ("http", "https") else request.scheme
