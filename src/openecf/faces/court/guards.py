"""Pages only for who is signed in, or signed in within the last ten minutes: others sign in and come back."""

from functools import wraps
from urllib.parse import urlencode

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache

from openecf.courthouse.people import freshness


def signed_in(view):
    """Let nobody through who is not signed in."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        return view(request, *args, **kwargs) if request.viewer.signed_in else _sign_in(request)

    return never_cache(guarded)


def freshly_signed_in(view):
    """Let nobody through whose sign-on is older than ten minutes."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if freshness.is_fresh(request.viewer, at=request.at):
            return view(request, *args, **kwargs)
        return _sign_in(request, max_age="600")

    return signed_in(guarded)


def sign_in_again(request, onward: str) -> str:
    """Return where to sign in afresh and come back to a page, or nothing while the sign-on is fresh.

    For pages that are read all day and decided on now and then: the act itself refuses a stale sign-on.
    """
    if freshness.is_fresh(request.viewer, at=request.at):
        return ""
    return _sign_in_address(onward, max_age="600")


def see_other(page, *args, done=""):
    """Lead on after a form; `done` says on the next page what was done."""
    address = reverse(page, args=args)
    return HttpResponseRedirect(f"{address}?done={done}" if done else address, status=303)


def _sign_in(request, **asked):
    return HttpResponseRedirect(_sign_in_address(request.get_full_path(), **asked), status=303)


def _sign_in_address(onward: str, **asked) -> str:
    return f"{reverse('signing_on:sign_in')}?{urlencode({'next': onward, **asked})}"
