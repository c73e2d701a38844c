"""Recovery codes: a new set after a mailed code, and the one page that shows them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from openecf.center.signon import mailed_codes, shown_codes
from openecf.center.signon import new_codes as renewing
from openecf.faces.center import holders
from openecf.faces.forms import HouseForm, refusals_on

from . import apps, fields, onward


class StartForm(HouseForm):
    """One button; what is refused is shown above it."""


class MailedForm(HouseForm):
    """The code we mailed."""

    mailed_code = fields.mailed_code()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.freshly
def new_codes(request):
    """Say what a new set does, and mail a code."""
    form = StartForm(request.POST)
    if request.method == "POST":
        with refusals_on(form):
            token = renewing.begin(
                request.user,
                standing=request.sign_on,
                session_key=request.session.session_key,
                at=request.at,
            )
            return holders.see_other(reverse("factors:confirm_codes", args=[token]))
    return render(request, "center/factors/new_codes.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.signed_in
def confirm_codes(request, token):
    """Take the mailed code and make ten new codes."""
    key = request.session.session_key
    try:
        where = renewing.mailed_to(request.user, token, session_key=key, at=request.at)
    except mailed_codes.MailedCodeGone as gone:
        return apps.too_late(request, gone, reverse("factors:new_codes"))
    form = MailedForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = renewing.finish(request.user, token, **form.cleaned_data, session_key=key, at=request.at)
            shown = shown_codes.keep(request.user, made, session_key=key, at=request.at)
            return holders.see_other(reverse("factors:codes", args=[shown]))
    return render(request, "center/factors/confirm_codes.html", {"form": form, "where": where})


@never_cache
@require_safe
@holders.signed_in
def codes(request, token):
    """Show codes that were just made: ten, or the one that takes a used one's place."""
    plain = _plain(request, token)
    context = {"codes": plain, "token": token, "one": len(plain) == 1}
    return render(request, "center/factors/codes.html", context, status=200 if plain else 410)


@never_cache
@require_safe
@holders.signed_in
def download(request, token):
    """Give the same codes as a text file."""
    plain = _plain(request, token)
    if not plain:
        return holders.see_other(reverse("factors:codes", args=[token]))
    lines = [f"Recovery codes of the PACER account {request.user.username}", "Each works once.", "", *plain]
    answer = HttpResponse("\r\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="pacer-recovery-codes.txt"'
    return answer


@never_cache
@require_POST
@holders.signed_in
def saved(request, token):
    """Forget the codes here, now that their holder has them, and go on."""
    shown_codes.saved(request.user)
    return holders.see_other(onward.take(request))


def _plain(request, token) -> list[str]:
    return shown_codes.read(request.user, token, session_key=request.session.session_key, at=request.at)
