"""PACER LOGIN: password, then a code where the account has one; afterwards on to the court that asked."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.signon import clients, factors, sessions, signing_in
from openecf.faces import errors
from openecf.faces.center import browsers, holders
from openecf.faces.forms import refusals_on
from openecf.faces.middleware import client_address

from . import entering, interrupts, onward
from .forms import CodeForm, LoginForm

_HALF_LIVES = timedelta(minutes=5)
_REASONS = {
    "fresh": "Sign in again: linking accounts, and other lasting changes, ask for a fresh sign-in.",
    "late": "The five minutes for the code are over. Enter your password once more, then a new code.",
    "away": "Sign in again: you were away for more than 30 minutes.",
}


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "POST"])
def login(request):
    """Show and take PACER LOGIN; afterwards go on to the court that asked."""
    if request.method == "GET":
        return _ask(request)
    if "code" in request.POST:
        return _take_code(request)
    return _take_password(request)


def _ask(request):
    if request.user.is_authenticated and request.GET.get("why") != "fresh":
        return HttpResponseRedirect(interrupts.pending(request) or onward.of(request))
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return _try_cookies(request)
    username = request.user.get_username() if request.user.is_authenticated else ""
    request.session.pop(entering.HALF, None)
    return _page(request, LoginForm(initial={"username": username}, again=bool(username)))


def _try_cookies(request):
    """Set a cookie and look whether it comes back: once, so that refused cookies never loop."""
    get_token(request)
    if "cookies" in request.GET:
        query = request.GET.copy()
        del query["cookies"]
        again = f"{request.path}?{query.urlencode()}"
        return errors.cookies_refused(request, again)
    query = request.GET.copy()
    query["cookies"] = "asked"
    return HttpResponseRedirect(f"{request.path}?{query.urlencode()}")


def _take_password(request):
    form = LoginForm(request.POST, again=request.user.is_authenticated)
    if not form.is_valid():
        return _page(request, form)
    typed = form.cleaned_data
    with refusals_on(form):
        try:
            account = signing_in.sign_in(
                typed["username"],
                typed["password"],
                address=client_address(request),
                device=browsers.known_for(request, typed["username"]),
                at=request.at,
            )
        except signing_in.CodeNeeded as needed:
            return _ask_code(request, needed, typed)
        return entering.enter(request, account, client_code=typed.get("client_code", ""))
    return _page(request, form)


def _ask_code(request, needed, typed):
    before = request.session.session_key
    request.session.cycle_key()
    sessions.follow(before, request.session.session_key)
    request.session[entering.HALF] = {
        "subject": needed.subject,
        "mark": needed.mark,
        "username": typed["username"],
        "client_code": typed.get("client_code", ""),
        "at": request.at.isoformat(),
    }
    return _page(request, CodeForm(), half=request.session[entering.HALF])


def _take_code(request):
    half = request.session.get(entering.HALF)
    if not half or request.at - datetime.fromisoformat(half["at"]) > _HALF_LIVES:
        query = request.GET.copy()
        query["why"] = "fresh" if query.get("why") == "fresh" else "late"
        return holders.see_other(f"{request.path}?{query.urlencode()}")
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _page(request, form, half=half)
    with refusals_on(form):
        account = signing_in.finish(
            half["subject"],
            half["mark"],
            form.cleaned_data["code"],
            address=client_address(request),
            device=browsers.known_for(request, half["username"]),
            at=request.at,
        )
        return entering.enter(request, account, amr=("pwd", "otp"), client_code=half["client_code"])
    return _page(request, form, half=half)


def _page(request, form, half=None):
    to = onward.of(request)
    away = request.sign_on is None and entering.SIGNED_ON in request.session
    context = {
        "form": form,
        "half": half,
        "ways": factors.ways(half["subject"]) if half else None,
        "reason": _REASONS.get("away" if away else request.GET.get("why", ""), ""),
        "asking": clients.title_of(parse_qs(urlsplit(to).query).get("client_id", [""])[0]),
        "start_over": f"{request.path}?{urlencode({'next': to})}",
    }
    return render(request, "center/signon/login.html", context)
