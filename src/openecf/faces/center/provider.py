"""The OpenID provider's six pages: django-oauth-toolkit's views with the house's rules, and no others.

These classes are the one exception to "views are functions"; their method names are the toolkit's.
"""

import json
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from django.http import HttpResponseRedirect, JsonResponse
from django.urls import path, re_path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.csrf import csrf_exempt
from oauth2_provider import views
from oauth2_provider.exceptions import InvalidIDTokenError, InvalidOIDCClientError
from oauth2_provider.models import get_application_model
from oauthlib.common import add_params_to_uri

from openecf.center.signon import factors, hints, sessions
from openecf.faces import headers
from openecf.foundation import addresses
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from .signon import interrupts
from .signon.entering import PROMPTED


class SaidTwice(Refusal):
    """This request to sign in says something twice. Go back to the court and sign in from there."""


@method_decorator(csrf_exempt, name="dispatch")
class Authorize(views.AuthorizationView):
    """Sign-on for a court: silent when the browser is signed in freshly and strongly enough."""

    template_name = "center/signon/refused.html"

    def dispatch(self, request, *args, **kwargs):
        """Answer a request sent by POST like one sent by GET: nothing is ever consented to by form."""
        if request.method == "POST":
            answer = HttpResponseRedirect(f"{request.path}?{request.POST.urlencode()}")
            answer.status_code = 303
            return answer
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        """Ask for a sign-in when max_age, prompt or acr_values demand one; else answer with a code."""
        if any(len(values) > 1 for _, values in request.GET.lists()):
            raise SaidTwice  # RFC 6749, 3.1
        prompt = request.GET.get("prompt", "").split()
        if "none" in prompt and self._hints_at_another():
            return self.handle_no_permission()
        if request.user.is_authenticated and self._asks_again():
            return self.handle_no_permission() if "none" in prompt else self._to_login("fresh")
        if asking := interrupts.pending(request, to=request.get_full_path()):
            return self.handle_no_permission() if "none" in prompt else HttpResponseRedirect(asking)
        if "login" in prompt and request.user.is_authenticated:
            request.GET = request.GET.copy()
            request.GET["prompt"] = ""  # satisfied by the sign-in just made
        return super().get(request, *args, **kwargs)

    def handle_no_permission(self):
        """Send whoever is not signed in to PACER LOGIN; `prompt=none` gets its error."""
        if "none" in self.request.GET.get("prompt", "").split():
            return super().handle_no_permission()
        return self._to_login("")

    def redirect(self, redirect_to, application):
        """Say who answers in refusals too (RFC 9207); the toolkit says it in the answers it grants."""
        if "error" in parse_qs(urlsplit(redirect_to).query):
            redirect_to = add_params_to_uri(redirect_to, [("iss", addresses.issuer())])
        return super().redirect(redirect_to, application)

    def create_authorization_response(self, request, scopes, credentials, allow):
        """Hand the standing of this browser to the validator, for the code's record."""
        credentials = credentials | {"standing": request.sign_on}
        return super().create_authorization_response(request, scopes, credentials, allow)

    def _hints_at_another(self) -> bool:
        """Tell whether the court expects somebody else than who is signed in."""
        hint, user = self.request.GET.get("id_token_hint"), self.request.user
        return bool(hint) and user.is_authenticated and hints.subject_of(hint) != user.subject

    def _asks_again(self) -> bool:
        request, standing = self.request, self.request.sign_on
        max_age = request.GET.get("max_age", "")
        if self._demands_form() and not self._was_prompted():
            return True
        if max_age.isdecimal() and max_age != "0":
            if standing.is_older_than(timedelta(seconds=int(max_age[:9])), at=request.at):
                return True
        wanted = [sessions.STRENGTH.get(acr, 0) for acr in request.GET.get("acr_values", "").split()]
        too_weak = sessions.STRENGTH[standing.acr] < min([level for level in wanted if level], default=0)
        return too_weak and sessions.STRENGTH[standing.acr] < sessions.STRENGTH[factors.best(request.user)]

    def _demands_form(self) -> bool:
        asked = self.request.GET
        return "login" in asked.get("prompt", "").split() or asked.get("max_age") == "0"

    def _was_prompted(self) -> bool:
        """Tell whether the sign-in came after this very request first asked for one."""
        asked = self.request.session.get(PROMPTED, {}).get(self._this_request())
        return asked is not None and self.request.sign_on.auth_time >= datetime.fromisoformat(asked)

    def _to_login(self, why):
        if self._demands_form():
            self.request.session[PROMPTED] = {self._this_request(): self.request.at.isoformat()}
        query = {"next": self.request.get_full_path()} | ({"why": why} if why else {})
        return HttpResponseRedirect(f"{reverse('signon:login')}?{urlencode(query)}")

    def _this_request(self) -> str:
        return digest(self.request.GET.get("state", ""))


class LogOut(views.RPInitiatedLogoutView):
    """A court's visitor logs out: the center's session ends, and with it each court's."""

    template_name = "center/signon/log_out_asked.html"

    def validate_logout_request_user(self, id_token_hint, client_id):
        """Refuse a hint that can't be read, like one that is not ours."""
        try:
            return super().validate_logout_request_user(id_token_hint, client_id)
        except ValueError:
            raise InvalidIDTokenError from None

    def get_request_application(self, id_token, client_id):
        """Refuse a client nobody registered."""
        try:
            return super().get_request_application(id_token, client_id)
        except get_application_model().DoesNotExist:
            raise InvalidOIDCClientError from None

    def validate_post_logout_redirect_uri(self, application, post_logout_redirect_uri):
        """Take only an address that was registered, sign by sign."""
        super().validate_post_logout_redirect_uri(application, post_logout_redirect_uri)
        if post_logout_redirect_uri and application:
            if post_logout_redirect_uri not in application.post_logout_redirect_uris.split():
                raise InvalidOIDCClientError

    def do_logout(self, application=None, post_logout_redirect_uri=None, state=None, token_user=None):
        """End the session the hint names and the one of this browser, then do as the toolkit does."""
        request = self.request
        hint = request.GET.get("id_token_hint") or request.POST.get("id_token_hint")
        if hint and (sid := hints.sid_of(hint)):
            sessions.end_by_sid(sid, at=request.at)
        sessions.end_by_key(request.session.session_key, at=request.at)
        request.session.flush()
        if not post_logout_redirect_uri:
            return headers.clear_what_was_kept(HttpResponseRedirect(reverse("home:home")))
        answer = super().do_logout(application, post_logout_redirect_uri, state, token_user)
        return headers.clear_what_was_kept(answer)


class Discovery(views.ConnectDiscoveryInfoView):
    """What the provider can do; it signs with RS256 and nothing else."""

    def get(self, request, *args, **kwargs):
        """Answer with the toolkit's document, corrected."""
        found = super().get(request, *args, **kwargs)
        known = json.loads(found.content)
        known["id_token_signing_alg_values_supported"] = ["RS256"]
        known["request_parameter_supported"] = known["request_uri_parameter_supported"] = False
        known["acr_values_supported"] = list(sessions.STRENGTH)
        known["backchannel_logout_supported"] = known["backchannel_logout_session_supported"] = True
        return JsonResponse(known)


urlpatterns = [  # the toolkit looks its views up by these names, in the namespace `oauth2_provider`
    path("authorize/", Authorize.as_view(), name="authorize"),
    path("token/", views.TokenView.as_view(), name="token"),
    path("userinfo/", views.UserInfoView.as_view(), name="user-info"),
    path("logout/", LogOut.as_view(), name="rp-initiated-logout"),
    path(".well-known/jwks.json", views.JwksInfoView.as_view(), name="jwks-info"),
    re_path(
        r"^\.well-known/openid-configuration/?$",
        Discovery.as_view(),
        name="oidc-connect-discovery-info",
    ),
]
