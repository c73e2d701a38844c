"""Stopping the wait for a lost phone: by the link of our letters, or by who is signed in."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from openecf.center.signon import lost_phone_wait
from openecf.faces.center import holders
from openecf.faces.middleware import client_address


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request, token):
    """Show the button that stops it, and press it; opening the link changes nothing."""
    account = lost_phone_wait.stopped_by_link(token, at=request.at)
    if request.method == "POST" and account:
        lost_phone_wait.stop(account, address=client_address(request), at=request.at)
        return holders.see_other(f"{request.path}?done=1")
    context = {"waits": account is not None, "done": account is None and "done" in request.GET}
    gone = account is None and not context["done"]
    return render(request, "center/factors/lost_stop.html", context, status=410 if gone else 200)


@never_cache
@require_POST
@holders.signed_in
def stop_own(request):
    """Stop the wait of one's own account."""
    lost_phone_wait.stop(request.user, address=client_address(request), at=request.at)
    return holders.see_other(f"{reverse('factors:factors')}?done=stopped")
