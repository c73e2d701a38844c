"""Pages for the holder of an account only: others sign in first and come back."""

from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse


def signed_in(view):
    """Send who is not signed in to PACER LOGIN, and from there back to this page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return HttpResponseRedirect(sign_in_address(request.get_full_path()))

    return guarded


def sign_in_address(onward: str) -> str:
    """Return the address of PACER LOGIN that leads on to a page of the center."""
    return f"{reverse('signon:login')}?{urlencode({'next': onward})}"


def see_other(address: str) -> HttpResponseRedirect:
    """Answer a form with a page to be fetched, so that a reload sends nothing twice."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
