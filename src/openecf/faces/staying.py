"""Staying signed in: when a sign-on ends by itself, and going on in place, without leaving the page."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .street import CENTER
from .templatetags.court import address, clock_time

_CENTER_ZONE = "America/Chicago"


@dataclass(frozen=True)
class Term:
    """How long somebody stays signed in at one site."""

    idle_ends_at: datetime
    ends_at: datetime
    idle_seconds: int
    seconds: int
    sign_in: str  # where to sign in again, in a window of its own
    log_out: str


def of(request) -> Term | None:
    """Return the term of who is signed in at this site, if anybody."""
    at_center = hasattr(request, "sign_on")
    who = request.sign_on if at_center else getattr(request, "viewer", None)
    if who is None or who.seen_at is None:
        return None
    return Term(
        who.idle_ends_at,
        who.ends_at,
        _seconds(who.idle_ends_at, request.at),
        _seconds(who.ends_at, request.at),
        _sign_in(at_center),
        address("signon:log_out" if at_center else "signing_on:log_out"),
    )


@never_cache
@require_safe
def stay(request):
    """Go on: asking for this, like any page, is a sign of life. Say how long it lasts now."""
    term = of(request)
    if term is None:
        return JsonResponse({"signed_in": False}, status=401)
    zone = _CENTER_ZONE if request.site.key == CENTER else request.court.timezone
    until = clock_time(term.idle_ends_at, zone)
    return JsonResponse({"idle": term.idle_seconds, "total": term.seconds, "until": until})


@never_cache
@require_safe
def stayed(request):
    """Lead back to the window where the work is."""
    return render(request, "parts/stayed.html", {"layout": _layout(request)})


def _layout(request) -> str:
    return "layouts/center.html" if request.site.key == CENTER else "layouts/court.html"


def _seconds(until: datetime, at: datetime) -> int:
    return max(0, int((until - at).total_seconds()))


def _sign_in(at_center: bool) -> str:
    onward = {"next": address("staying:stayed")}
    if at_center:
        return f"{address('signon:login')}?{urlencode(onward | {'why': 'fresh'})}"
    return f"{address('signing_on:sign_in')}?{urlencode(onward | {'max_age': 600})}"


app_name = "staying"
urlpatterns = [path("stay/", stay, name="stay"), path("stay/done/", stayed, name="stayed")]
