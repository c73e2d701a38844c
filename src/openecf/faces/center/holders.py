"""Pages for the holder of an account only: others sign in first and come back."""

from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse

from openecf.center.signon import freshness

_TO_MEND = ("factors", "signon", "registration")  # sections where what is overdue is mended, or left
_PAGES_TO_MEND = ("password", "password_changed", "email", "email_sent", "confirm_email")


def signed_in(view):
    """Send who is not signed in to PACER LOGIN, and from there back to this page.

    Who must first change a password or add a factor is led there, whatever address was typed.
    """

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return HttpResponseRedirect(sign_in_address(request.get_full_path()))
        if not _is_to_mend(request) and (first := _overdue(request)):
            return HttpResponseRedirect(first)
        return view(request, *args, **kwargs)

    return guarded


def _is_to_mend(request) -> bool:
    place = request.resolver_match
    return place.namespace in _TO_MEND or (
        place.namespace == "my_account" and place.url_name in _PAGES_TO_MEND
    )


def _overdue(request) -> str | None:
    from .signon import interrupts  # its pages are guarded by this module

    return interrupts.overdue(request)


def freshly(view):
    """Like `signed_in`, and ask for a fresh sign-in when the last one is older than ten minutes."""

    @signed_in
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if freshness.is_fresh(request.sign_on, at=request.at):
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(sign_in_address(request.get_full_path(), why="fresh"))

    return guarded


def sign_in_address(onward: str, *, why: str = "") -> str:
    """Return the address of PACER LOGIN that leads on to a page of the center."""
    query = {"next": onward} | ({"why": why} if why else {})
    return f"{reverse('signon:login')}?{urlencode(query)}"


def see_other(address: str) -> HttpResponseRedirect:
    """Answer a form with a page to be fetched, so that a reload sends nothing twice."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
