"""User Update Required: filers and staff are asked for a second factor; it may be put off three times."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.signon import duty
from openecf.faces.center import holders
from openecf.faces.center.signon import entering, interrupts
from openecf.faces.forms import HouseForm, refusals_on

from . import onward

_MARK = "factor"  # among what was put off since the sign-in


class SkipForm(HouseForm):
    """One button; what is refused is shown above it."""


def asks(request) -> bool:
    """Tell whether the prompt comes now: a factor is due, and it was not skipped in this sign-on."""
    return duty.due(request.user, at=request.at) is not None and not _skipped(request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.signed_in
def required(request):
    """Ask for a second factor; skip it, while skips are left."""
    onward.remember(request)
    due, form = duty.due(request.user, at=request.at), SkipForm(request.POST)
    if due is None or (_skipped(request) and request.method == "POST"):
        return interrupts.go_on(request)
    if request.method == "POST":
        with refusals_on(form):
            duty.skip(request.user, at=request.at)
            request.session[entering.SKIPPED] = [*request.session.get(entering.SKIPPED, []), _MARK]
            return interrupts.go_on(request)
    return render(request, "center/factors/required.html", {"form": form, "due": due})


def _skipped(request) -> bool:
    return _MARK in request.session.get(entering.SKIPPED, [])
