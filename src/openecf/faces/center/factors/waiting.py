"""The wait of a day for who lost the phone and has no recovery code, and the code that ends it."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.signon import lost_phone_wait, mailed_codes
from openecf.faces.center import holders
from openecf.faces.center.signon import entering
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address
from openecf.foundation.quarters import ZONE_NAME

from . import apps, fields, halfway, losing


class StartForm(HouseForm):
    """One button; what is refused is shown above it."""


class EndForm(HouseForm):
    """The code we mailed."""

    mailed_code = fields.mailed_code()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wait(request):
    """Begin the wait, show how long it still takes, or mail the code that ends it."""
    losing.begin(request, halfway.of(request))
    account, form = losing.account(request), StartForm(request.POST)
    if account is None:
        return losing.to_login(request)
    under_way = lost_phone_wait.of(account, at=request.at)
    if request.method == "POST":
        with refusals_on(form):
            return _go_on(request, account, under_way)
    context = {"form": form, "wait": under_way, "zone": ZONE_NAME, "onward": losing.query(request)}
    return render(request, "center/factors/lost_wait.html", context)


@never_cache
@sensitive_post_parameters("mailed_code")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request, token):
    """Take the code that ends the wait: the factors go, and the password signs in once more."""
    account, form = losing.account(request), EndForm(request.POST or None)
    if account is None:
        return losing.to_login(request)
    if form.is_valid():
        try:
            with refusals_on(form):
                lost_phone_wait.finish(
                    account,
                    token,
                    **form.cleaned_data,
                    session_key=request.session.session_key,
                    address=client_address(request),
                    at=request.at,
                )
                return entering.enter(request, account, client_code=losing.client_code(request))
        except mailed_codes.MailedCodeGone as gone:
            return apps.too_late(request, gone, losing.on(request, reverse("factors:lost_wait")))
    context = {"form": form, "where": mailed_codes.shown_address(account), "onward": losing.query(request)}
    return render(request, "center/factors/lost_end.html", context)


def _go_on(request, account, under_way):
    """Begin the wait when there is none; when it is over, mail the code."""
    if under_way and under_way.over:
        token = lost_phone_wait.ask_code(account, session_key=request.session.session_key, at=request.at)
        return holders.see_other(losing.on(request, reverse("factors:lost_end", args=[token])))
    lost_phone_wait.begin(account, address=client_address(request), at=request.at)
    return holders.see_other(losing.on(request, reverse("factors:lost_wait")))
