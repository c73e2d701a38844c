"""PACER LOGIN, and logging out at the center."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from django import forms
from django.conf import settings
from django.contrib import auth
from django.http import HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.signon import clients, sessions, signing_in
from openecf.faces import errors
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import browsers

_HALF = "half_signed_in"  # session key: whose password was right, while the code is typed
_HALF_LIVES = timedelta(minutes=5)
_REASONS = {
    "fresh": "Sign in again: linking accounts, and other lasting changes, ask for a fresh sign-in.",
    "late": "The five minutes for the code are over. Enter your password once more, then a new code.",
    "away": "Sign in again: you were away for more than 30 minutes.",
}


class LoginForm(HouseForm):
    """What PACER LOGIN asks."""

    username = forms.CharField(
        label="Username",
        max_length=45,
        error_messages={"required": "Enter your username."},
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = forms.CharField(
        label="Password",
        max_length=256,
        strip=False,
        error_messages={"required": "Enter your password."},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    client_code = forms.RegexField(
        r"^[^\s,]*$",
        label="Client code (optional)",
        max_length=32,
        required=False,
        strip=True,
        error_messages={"invalid": "A client code has up to 32 characters, without spaces or commas."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, again=False, **kwargs):
        """Leave the client code as it is when somebody signs in again."""
        super().__init__(*args, **kwargs)
        if again:
            del self.fields["client_code"]


class CodeForm(HouseForm):
    """The second step of an account with an authenticator app."""

    code = forms.CharField(
        label="Enter the 6-digit code from your authenticator app",
        max_length=20,
        error_messages={"required": "Enter the 6-digit code your app shows now."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


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


@never_cache
@require_http_methods(["GET", "POST"])
def log_out(request):
    """Ask for one click, then end the center's session and with it each court's."""
    if request.method == "GET":
        return render(request, "center/signon/log_out.html", {})
    sessions.end_by_key(request.session.session_key, at=request.at)
    auth.logout(request)
    return _see_other(reverse("signon:logged_out"))


def logged_out(request):
    """Say that it is done."""
    return render(request, "center/signon/logged_out.html", {})


def _ask(request):
    if settled := _nothing_to_ask(request):
        return settled
    if settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return _try_cookies(request)
    username = request.user.get_username() if request.user.is_authenticated else ""
    request.session.pop(_HALF, None)
    return _page(request, LoginForm(initial={"username": username}, again=bool(username)))


def _nothing_to_ask(request):
    """Go on at once when somebody is signed in and no fresh sign-in was asked for."""
    if request.user.is_authenticated and request.GET.get("why") != "fresh":
        return HttpResponseRedirect(_onward(request))
    return None


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
        return _signed_in(request, account, client_code=typed.get("client_code", ""))
    return _page(request, form)


def _ask_code(request, needed, typed):
    before = request.session.session_key
    request.session.cycle_key()
    sessions.follow(before, request.session.session_key)
    request.session[_HALF] = {
        "subject": needed.subject,
        "mark": needed.mark,
        "username": typed["username"],
        "client_code": typed.get("client_code", ""),
        "at": request.at.isoformat(),
    }
    return _page(request, CodeForm(), half=request.session[_HALF])


def _take_code(request):
    half = request.session.get(_HALF)
    if not half or request.at - datetime.fromisoformat(half["at"]) > _HALF_LIVES:
        query = request.GET.copy()
        query["why"] = "fresh" if query.get("why") == "fresh" else "late"
        return _see_other(f"{request.path}?{query.urlencode()}")
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
        return _signed_in(request, account, client_code=half["client_code"], with_code=True)
    return _page(request, form, half=half)


def _signed_in(request, account, *, client_code, with_code=False):
    """Give the browser a new session key, begin or renew the center's session, and go on."""
    before, prompted = request.session.session_key, request.session.get("prompted")
    auth.login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    if request.session.session_key in (before, None):
        request.session.cycle_key()  # Django keeps the key when the same person signs in again
    request.session.pop(_HALF, None)
    if prompted:
        request.session["prompted"] = prompted
    sessions.begin(
        account,
        session_key=request.session.session_key,
        replacing=before or "",
        with_code=with_code,
        client_code=client_code,
        address=client_address(request),
        browser=request.headers.get("User-Agent", ""),
        at=request.at,
    )
    response = _see_other(_onward(request))
    browsers.remember(request, response, account.username)
    return response


def _page(request, form, half=None):
    onward = _onward(request)
    away = request.sign_on is None and auth.SESSION_KEY in request.session
    context = {
        "form": form,
        "half": half,
        "reason": _REASONS.get("away" if away else request.GET.get("why", ""), ""),
        "asking": clients.title_of(parse_qs(urlsplit(onward).query).get("client_id", [""])[0]),
        "start_over": f"{request.path}?{urlencode({'next': onward})}",
    }
    return render(request, "center/signon/login.html", context)


def _onward(request) -> str:
    """Return where to go after the sign-in: a page of the center only."""
    asked = request.GET.get("next", "")
    home = reverse("home:home")
    plain = ".." not in unquote(asked)  # browsers take %2e%2e for .. too
    if plain and url_has_allowed_host_and_scheme(asked, None) and asked.startswith(home):
        return asked
    return reverse("my_account:account")


def _see_other(address):
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


app_name = "signon"
urlpatterns = [
    path("login/", login, name="login"),
    path("log-out/", log_out, name="log_out"),
    path("logged-out/", logged_out, name="logged_out"),
]
