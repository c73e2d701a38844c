"""The notice of redaction responsibility, which filers tick once a session."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.signon import redaction as notice
from openecf.faces.center import holders
from openecf.faces.middleware import client_address, recognise_at_center

from . import interrupts
from .forms import RedactionForm


@never_cache
@require_http_methods(["GET", "POST"])
@holders.signed_in
def redaction(request):
    """Show the notice and take its tick."""
    if not notice.due(request.user, request.sign_on):
        return interrupts.go_on(request)
    form = RedactionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        notice.tick(request.user, request.sign_on, address=client_address(request), at=request.at)
        recognise_at_center(request)
        return interrupts.go_on(request)
    return render(request, "center/signon/redaction.html", {"form": form})
