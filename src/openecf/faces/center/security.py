"""Security: who is signed in and where, the log, and "this was not me"."""

import csv
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import links
from openecf.center.signon import disowning, revoking, security_log
from openecf.center.signon.security_log import Event
from openecf.center.standing import news
from openecf.faces.center.holders import freshly, see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address
from openecf.foundation.quarters import ZONE, ZONE_NAME

_SHOWN = timedelta(days=90)
_KEPT = timedelta(days=366 * 2)  # how far back the CSV goes
_MOST_SHOWN, _MOST_IN_CSV = 200, 20_000


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def security(request):
    """Show who is signed in to the account, and sign one out or all others."""
    form = HouseForm(request.POST or None)
    if request.method == "POST":
        return _sign_out(request, form)
    return _page(request, form)


@freshly
def _sign_out(request, form):
    with refusals_on(form):
        if sid := request.POST.get("browser"):
            revoking.end_one(request.sign_on, sid, at=request.at)
        elif (program := request.POST.get("program", "")).isdecimal():
            revoking.end_program(request.sign_on, int(program[:18]), at=request.at)
        else:
            revoking.end_others(request.sign_on, session_key=request.session.session_key, at=request.at)
        return see_other(f"{reverse('security:security')}?signed_out=1")
    return _page(request, form)


def _page(request, form):
    context = {
        "form": form,
        "browsers": revoking.browsers_of(request.sign_on, at=request.at),
        "programs": revoking.programs_of(request.user, at=request.at),
        "before": revoking.before(request.sign_on),
        "signed_out": "signed_out" in request.GET and not form.errors,
    }
    return render(request, "center/security/security.html", context)


@never_cache
@require_safe
@signed_in
def log(request):
    """Show what was done with the account lately."""
    context = {"events": _events(request, _SHOWN, most=_MOST_SHOWN), "days": _SHOWN.days}
    return render(request, "center/security/log.html", context)


@never_cache
@require_safe
@signed_in
def log_csv(request):
    """Give the log of two years as CSV; cells a spreadsheet would run are guarded."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="security-log.csv"'
    rows = csv.writer(response)
    rows.writerow([f"Date and time ({ZONE_NAME})", "What", "Detail", "Network address"])
    for one in _events(request, _KEPT, most=_MOST_IN_CSV):
        when = f"{one.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"
        rows.writerow([when, *map(_guarded, (one.what, one.detail, one.address))])
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def not_me(request, token):
    """Show what "this was not me" will do; its button does it, opening it changes nothing."""
    try:
        if request.method == "POST":
            disowning.disown(token, address=client_address(request), at=request.at)
            return see_other(request.path)
        told = disowning.told(token, at=request.at)
    except links.LinkGone as gone:
        context = {"refusal": gone}
        return render(request, "center/security/not_me_gone.html", context, status=410)
    return render(request, "center/security/not_me.html", {"told": told})


def _events(request, back: timedelta, *, most: int) -> list[Event]:
    """Return what happened here and what courts told, the latest first."""
    since = request.at - back
    own = security_log.of(request.user, since=since, until=request.at + timedelta(seconds=1), most=most)
    told = [
        Event(one.at, one.sentence, f"{one.court_id.upper()} {one.reference}".strip(), "")
        for one in news.of(request.user, most=most)
        if one.at >= since
    ]
    return sorted([*own, *told], key=lambda one: one.at, reverse=True)[:most]


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


app_name = "security"
urlpatterns = [
    path("", security, name="security"),
    path("log/", log, name="log"),
    path("log.csv", log_csv, name="log_csv"),
    path("not-me/<str:token>/", not_me, name="not_me"),
]
