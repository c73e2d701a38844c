"""Logging out at the center."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.signon import sessions
from openecf.faces import headers
from openecf.faces.center import holders


@never_cache
@require_http_methods(["GET", "POST"])
def log_out(request):
    """Ask for one click, then end the center's session and with it each court's."""
    if request.method == "GET":
        return render(request, "center/signon/log_out.html", {})
    sessions.end_by_key(request.session.session_key, at=request.at)
    request.session.flush()
    return headers.clear_what_was_kept(holders.see_other(reverse("signon:logged_out")))


def logged_out(request):
    """Say that it is done."""
    return render(request, "center/signon/logged_out.html", {})
