"""Pages for what went wrong: a refusal, nothing there, a stale form, a defect. Each has a reference."""

import errno
import logging
import re
import sys
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.db import DatabaseError
from django.http import JsonResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render

from openecf.audit import trail
from openecf.foundation.references import new_reference

from .street import CENTER

_HEADINGS = {
    "refused": "This can't be done",
    "sign_in": "Sign in first",
    "not_found": "There is nothing here",
    "stale_form": "This form could not be taken",
    "only_forms": "This address takes a form only",
    "defect": "Something went wrong",
    "no_room": "There is no room for your file now",
}
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_NO_ROOM_SENTENCE = (
    "The court's disk is full, so your file could not be taken; nothing was kept and nothing was filed. "
    "Try again later, or call the clerk's office."
)
_FOR_PROGRAMS = ("/api/", "/services/", "/feeds/")
_TOKEN = re.compile(r"[\w-]{40,}")  # of a mailed link or a proof
log = logging.getLogger("openecf.errors")


def refused(request, refusal):
    """Show a refusal's sentence."""
    kind = "sign_in" if refusal.status == 401 else "refused"
    return _page(request, kind, refusal.sentence, status=refusal.status)


def not_found(request, exception=None):
    """Say that there is nothing here, without telling what exists."""
    return _page(request, "not_found", "There is no page at this address.", status=404)


def only_forms(request, answer):
    """Give who opens the address of a form a way back; the answer's own status and headers stay."""
    if request.path_info.startswith(_FOR_PROGRAMS):
        return _told_program(answer)
    sentence = "Go back to the page with the form, fill it in and send it there."
    page = _page(request, "only_forms", sentence, status=answer.status_code)
    page.headers["Allow"] = answer.headers.get("Allow", "")
    return page


def _told_program(answer):
    error = {"code": "not_allowed", "message": "This address does not take that method."}
    return JsonResponse(
        {"error": error}, status=answer.status_code, headers={"Allow": answer.headers.get("Allow", "")}
    )


def csrf_refused(request, reason=""):
    """Say that the form was stale or cookies are off, and what to do."""
    if reason == REASON_NO_CSRF_COOKIE:
        return cookies_refused(request, request.get_full_path())
    sentence = (
        "This form was open for too long, or in another window. Go back, reload the page and send it again."
    )
    return _page(request, "stale_form", sentence, status=403)


def cookies_refused(request, again):
    """Explain how to allow cookies, and lead on to try again."""
    context = {"layout": _layout(request, getattr(request, "site", None)), "again": again}
    return render(request, "parts/cookies.html", context, status=400)


def defect(request):
    """Say that the fault is ours; the log has the same reference. A full disk gets its own words."""
    if getattr(sys.exc_info()[1], "errno", None) in _NO_ROOM:
        _drop_uploads(request)
        return _page(request, "no_room", _NO_ROOM_SENTENCE, status=507)
    sentence = "Something went wrong on our side. Nothing was filed or charged by this page."
    return _page(request, "defect", sentence, status=500)


def _drop_uploads(request):
    """Close what was being received: its temporary file goes at once, not when memory is tidied."""
    for handler in request.upload_handlers:
        if (half := getattr(handler, "file", None)) is not None:
            half.close()


def _page(request, kind, sentence, *, status):
    reference = new_reference()
    log.info("%s %s %s %s", reference, kind, status, _place(request))
    site = getattr(request, "site", None)
    kept = _keep_for_the_clerk(request, kind, sentence, reference)
    context = {
        "heading": _HEADINGS[kind],
        "sentence": sentence,
        "reference": reference,
        "kept": kept,
        "layout": _layout(request, site, plain=status == 500),
        "back": request.META.get("SCRIPT_NAME", "") + "/",
        "sign_in": _sign_in(request) if status == 401 else "",
    }
    return render(request, "parts/trouble.html", context, status=status)


def _place(request) -> str:
    """Return the path to be written down: without tokens, and without signs that would begin a new line."""
    path = _TOKEN.sub("...", request.path[:500])
    return "".join(sign if sign.isprintable() else "?" for sign in path)[:200]


def _keep_for_the_clerk(request, kind, sentence, reference) -> bool:
    """Keep what a signed-in person was told under its reference; a defect of the database keeps nothing."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or not viewer.signed_in or kind == "not_found":
        return False
    try:
        trail.record(
            viewer.court_id,
            viewer.account_number or viewer.username,
            f"faces.{kind}",
            _place(request),
            detail={"told": sentence},
            reference=reference,
            at=request.at,
        )
    except DatabaseError:
        return False
    return True


def _layout(request, site, *, plain: bool = False) -> str:
    """Return the frame of a page; a plain one asks the database nothing, which may be what is away."""
    if hasattr(request, "viewer"):
        return "layouts/court.html"
    at_center = site and site.key == CENTER and hasattr(request, "sign_on")
    return "layouts/center.html" if at_center and not plain else "layouts/frame.html"


def _sign_in(request) -> str:
    """Return where to sign in and come back to the page that was asked for, or whose form was sent."""
    asked = request.get_full_path() if request.method == "GET" else _page_of_the_form(request)
    return f"{request.META.get('SCRIPT_NAME', '')}/sign-in/?{urlencode({'next': asked})}"


def _page_of_the_form(request) -> str:
    """Return the page a form was on: the form's own address may take nothing but forms."""
    try:
        place = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return request.path
    same = place.netloc == request.get_host()
    return urlunsplit(("", "", place.path, place.query, "")) if same else request.path
