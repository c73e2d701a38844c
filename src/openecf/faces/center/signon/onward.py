"""Where a sign-in leads on to: a page of the center only, whoever wrote the address."""

from urllib.parse import unquote, urlencode

from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def of(request) -> str:
    """Return the page that was asked for before the sign-in, or the holder's account."""
    asked = request.GET.get("next", "")
    plain = ".." not in unquote(asked)  # browsers take %2e%2e for .. too
    if plain and url_has_allowed_host_and_scheme(asked, None) and asked.startswith(reverse("home:home")):
        return asked
    return reverse("my_account:account")


def by_way_of(page: str, onward: str) -> str:
    """Return the address of a page that leads on to another."""
    return f"{reverse(page)}?{urlencode({'next': onward})}"
