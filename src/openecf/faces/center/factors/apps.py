"""Adding an authenticator app, in two pages: its name, then the picture and both codes."""

import segno
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.signon import authenticator_apps, mailed_codes, shown_codes
from openecf.faces.center import holders
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import fields, onward


class NameForm(HouseForm):
    """How the holder tells this app from others."""

    name = fields.name("Name of the app", "Whose phone it is helps later. For example: Duo (John)")


class AppForm(HouseForm):
    """The two codes that prove address and app."""

    mailed_code = fields.mailed_code()
    code = fields.app_code()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.freshly
def add_app(request):
    """Ask for a name, and mail a code."""
    onward.remember(request)
    form = NameForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            token = authenticator_apps.begin(
                request.user,
                form.cleaned_data["name"],
                standing=request.sign_on,
                session_key=request.session.session_key,
                at=request.at,
            )
            return holders.see_other(reverse("factors:app", args=[token]))
    return render(request, "center/factors/add_app.html", {"form": form})


@never_cache
@sensitive_post_parameters("mailed_code", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@holders.signed_in
def app(request, token):
    """Show the picture to scan, and take the mailed code and the app's."""
    key = request.session.session_key
    try:
        setup = authenticator_apps.setup(request.user, token, session_key=key, at=request.at)
    except mailed_codes.MailedCodeGone as gone:
        return too_late(request, gone, reverse("factors:add_app"))
    form = AppForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            added = authenticator_apps.finish(
                request.user,
                token,
                **form.cleaned_data,
                standing=request.sign_on,
                session_key=key,
                address=client_address(request),
                at=request.at,
            )
            return after(request, added)
    picture = segno.make(setup.uri, error="m").svg_data_uri(scale=5, border=4)
    return render(request, "center/factors/app.html", {"form": form, "setup": setup, "picture": picture})


def after(request, added):
    """Go on to the recovery codes that came with the first factor, or to where the person was going."""
    if added.codes:
        key = request.session.session_key
        token = shown_codes.keep(request.user, added.codes, session_key=key, at=request.at)
        return holders.see_other(reverse("factors:codes", args=[token]))
    to = onward.take(request)
    return holders.see_other(f"{to}?done=added" if to == reverse("factors:factors") else to)


def too_late(request, gone, again: str):
    """Say that a page's ten minutes are over, and lead to where it begins."""
    context = {"sentence": gone.sentence, "again": again}
    return render(request, "center/factors/too_late.html", context, status=gone.status)
