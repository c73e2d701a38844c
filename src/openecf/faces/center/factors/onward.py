"""Where somebody was going who was asked to add a second factor first."""

from django.urls import reverse

from openecf.faces.center.signon import interrupts
from openecf.faces.center.signon import onward as signed_on

_AFTER = "after_factor"  # session key


def remember(request) -> None:
    """Keep where the person was going while a factor is added."""
    if "next" in request.GET:
        request.session[_AFTER] = signed_on.of(request)


def take(request) -> str:
    """Return where to go now that it is added: on, or to the page of the factors."""
    to = request.session.pop(_AFTER, "") or reverse("factors:factors")
    return interrupts.pending(request, to=to) or to
