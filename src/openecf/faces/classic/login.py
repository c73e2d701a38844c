"""The old log-in program: login.pl, and login.pl?logout.

A GET ends what a program's token opened: programs know no other way. A browser's sign-on it ends only when
the browser itself says that the link stood on a page of this court (Sec-Fetch-Site); otherwise the page with
the button is shown, since any site could lead a browser here.
"""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from openecf.faces.court import signing_on

from . import programs, sign_on


@never_cache
@require_GET
def login(request):
    """Ask to sign on, or log out."""
    if request.META.get("QUERY_STRING", "").startswith("logout"):
        return _log_out(request)
    if request.viewer.signed_in:
        return HttpResponseRedirect(reverse("classic_query"))
    return sign_on.asked(request)


def _log_out(request):
    if request.token:
        programs.log_out(request)
        return render(request, "classic/logged_out.html", {})
    if request.viewer.signed_in and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return signing_on.end(request)
    return HttpResponseRedirect(reverse("signing_on:log_out"))
