"""Signing on at a court through the center, logging out, and being told that a sign-on ended."""

from datetime import timedelta
from urllib.parse import unquote, urlencode, urlsplit

from authlib.integrations.base_client import OAuthError
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.request import split_domain_port
from django.shortcuts import render
from django.urls import get_script_prefix, path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from joserfc.errors import JoseError

from openecf.courthouse.people import signing_on
from openecf.faces import headers
from openecf.foundation import addresses

from . import openid


@never_cache
@require_GET
def sign_in(request):
    """Send the browser to the center, unless it is signed on freshly enough."""
    if redirect := _to_own_door(request):
        return redirect
    onward, max_age = _onward(request), _max_age(request)
    if request.viewer.signed_in and not _is_stale(request, max_age):
        return HttpResponseRedirect(onward)
    client, back = openid.client_of(request.court), addresses.url(request.address, "court.callback")
    with openid.center_answers():
        made = client.create_authorization_url(back, **({"max_age": max_age} if max_age else {}))
    client.save_authorize_data(request, redirect_uri=back, onward=onward, **made)
    return HttpResponseRedirect(made["url"])


@never_cache
@require_GET
def callback(request):
    """Take the center's answer: check it, begin a new session, and go on to the page that was asked for."""
    client = openid.client_of(request.court)
    kept = client.framework.get_state_data(request.session, request.GET.get("state", ""))
    if kept is None and request.viewer.signed_in:
        return HttpResponseRedirect(get_script_prefix())  # finished in another window
    if kept is None or request.GET.get("iss") != addresses.issuer():
        return _failed(request)
    try:
        with openid.center_answers():
            token = client.authorize_access_token(request)
        who = openid.identity_of(token)
    except (OAuthError, JoseError, openid.NotAnIdentity):
        return _failed(request)
    _begin(request, who, token["id_token"])
    return HttpResponseRedirect(kept["onward"])


@csrf_exempt
@require_POST
def backchannel(request):
    """Take the center's word that a sign-on ended."""
    try:
        with openid.center_answers():
            token = openid.decoded(openid.client_of(request.court), request.POST.get("logout_token", ""))
        if token.header.get("typ") != "logout+jwt":
            raise signing_on.LogoutTokenRefused
        signing_on.end_by_token(request.court, token.claims, at=request.at)
    except (JoseError, ValueError, signing_on.LogoutTokenRefused):
        response = JsonResponse({"error": "invalid_request"}, status=400)
    else:
        response = HttpResponse()
    response.headers["Cache-Control"] = "no-store"
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def log_out(request):
    """Ask for one click; then end the sign-on here and send the browser to end it at the center."""
    key = request.session.session_key
    if request.method == "GET" and key:  # who was away for too long has a key, and sessions elsewhere
        return render(request, "court/signing_on/log_out.html", {"here": "signing_on:log_out"})
    return end(request)


def end(request):
    """End the sign-on here and send the browser to end it at the center."""
    back, key = addresses.after_log_out(request.address), request.session.session_key
    hint = signing_on.log_out(request.viewer, session_key=key, at=request.at) if key else ""
    request.session.flush()
    if not hint:
        return _see_other(f"{get_script_prefix()}?{urlsplit(back).query}")
    query = {"id_token_hint": hint, "client_id": request.court.pk, "post_logout_redirect_uri": back}
    to = f"{addresses.url(addresses.center_base(), 'center.end_session')}?{urlencode(query)}"
    return headers.clear_what_was_kept(_see_other(to))


def _to_own_door(request):
    """Lead a browser that came by another name to the published one: only that one may come back."""
    own = urlsplit(request.address).hostname
    if split_domain_port(request.get_host())[0] == own:
        return None
    return HttpResponseRedirect(f"{request.address}sign-in/?{request.GET.urlencode()}")


def _max_age(request) -> str:
    asked = request.GET.get("max_age", "")[:9]
    return asked if asked.isdecimal() else ""


def _is_stale(request, max_age: str) -> bool:
    if not max_age:
        return False
    return signing_on.needs_step_up(request.viewer, after=timedelta(seconds=int(max_age)), at=request.at)


def _onward(request) -> str:
    """Return the page that was asked for: one of this court only."""
    asked, home = request.GET.get("next", ""), get_script_prefix()
    plain = ".." not in unquote(asked)  # browsers take %2e%2e for .. too
    if plain and url_has_allowed_host_and_scheme(asked, None) and asked.startswith(home):
        return asked
    return home


def _begin(request, who, id_token):
    """Give the browser a new session, so that a key somebody planted is worth nothing, and sign it on."""
    before = request.session.session_key
    request.session.flush()
    request.session["signed_on"] = True
    request.session.save()
    signing_on.sign_on(
        request.court,
        who,
        session_key=request.session.session_key,
        replacing=before or "",
        id_token=id_token,
        at=request.at,
    )


def _failed(request):
    context = {"no_cookie": request.session.session_key is None, "again": reverse("signing_on:sign_in")}
    return render(request, "court/signing_on/failed.html", context, status=400)


def _see_other(address):
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response


app_name = "signing_on"
urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("log-out/", log_out, name="log_out"),
    path("oidc/callback/", callback, name="callback"),
    path("oidc/backchannel/", backchannel, name="backchannel"),
]
