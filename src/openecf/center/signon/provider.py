"""The OpenID provider's rules over django-oauth-toolkit: what the center tells courts, and what it takes.

Exact addresses, no refresh tokens for courts, and a code that comes twice kills what it got the first time.
"""

from oauth2_provider.models import AccessToken, Application, Grant
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.utils import jwk_from_pem
from oauthlib.oauth2.rfc6749.errors import InvalidGrantError
from oauthlib.openid.connect.core.exceptions import RequestNotSupported, RequestURINotSupported

from openecf.center.accounts import client_codes
from openecf.center.accounts.models import Account
from openecf.foundation.references import digest

from . import refreshing, sessions, signing_keys
from .models import Client, CodeUse

_STAY = "offline_access"


class CourtValidator(OAuth2Validator):
    """The toolkit's validator with the house's rules; its method names are the toolkit's."""

    oidc_claim_scope = None  # courts and center are one service: every claim goes with `openid`

    def validate_redirect_uri(self, client_id, redirect_uri, request, *args, **kwargs):
        """Take only an address that was registered, sign by sign."""
        return redirect_uri in request.client.redirect_uris.split()

    def validate_grant_type(self, client_id, grant_type, client, request, *args, **kwargs):
        """Take authorization codes, and refresh tokens of who may have one."""
        granted = grant_type == "authorization_code" or (grant_type == "refresh_token" and _may_stay(client))
        return granted and client.allows_grant_type(client.GRANT_AUTHORIZATION_CODE)

    def validate_response_type(self, client_id, response_type, client, request, *args, **kwargs):
        """Refuse request objects, by value and by address; answer in the query and no other way."""
        sent = dict(request.uri_query_params)
        if "request" in sent:
            raise RequestNotSupported(request=request)
        if "request_uri" in sent:
            raise RequestURINotSupported(request=request)
        request.response_mode = "query"  # whatever was asked: a fragment would be for scripts to read
        return super().validate_response_type(client_id, response_type, client, request, *args, **kwargs)

    def validate_scopes(self, client_id, scopes, client, request, *args, **kwargs):
        """Refuse courts the scope that refreshes: a court's own session is the session."""
        if _STAY in scopes and not _may_stay(client):
            return False
        return super().validate_scopes(client_id, scopes, client, request, *args, **kwargs)

    def validate_silent_login(self, request):
        """Answer `prompt=none`: the page comes so far only when somebody is signed in."""
        return True

    def validate_silent_authorization(self, request):
        """Answer `prompt=none` without asking for consent."""
        return request.client.skip_authorization

    def validate_code(self, client_id, code, client, request, *args, **kwargs):
        """Take a code once, while the session it came from lives."""
        uses = CodeUse.objects.filter(code_hash=digest(code), client_id=client.client_id)
        request.code_use = uses.select_related("session").first()
        if request.code_use is None:
            return False
        if request.code_use.access_token_id:
            sessions.void_tokens([request.code_use.access_token_id])
            refreshing.void([request.code_use.refresh_family])
            return False
        living = request.code_use.session.ended_at is None
        return living and super().validate_code(client_id, code, client, request, *args, **kwargs)

    def confirm_redirect_uri(self, client_id, code, redirect_uri, client, *args, **kwargs):
        """Refuse a code that another request took a moment ago."""
        try:
            return super().confirm_redirect_uri(client_id, code, redirect_uri, client, *args, **kwargs)
        except Grant.DoesNotExist:
            return False

    def get_code_challenge(self, code, request):
        """Refuse a code that another request took a moment ago: no challenge is met by no verifier."""
        try:
            return super().get_code_challenge(code, request)
        except Grant.DoesNotExist:
            return None

    def get_code_challenge_method(self, code, request):
        """Refuse a code that another request took a moment ago."""
        try:
            return super().get_code_challenge_method(code, request)
        except Grant.DoesNotExist:
            return None

    def _create_authorization_code(self, request, code, expires=None):
        CodeUse.objects.create(
            code_hash=digest(code["code"]),
            session_id=request.standing.session_id,
            auth={
                "auth_time": int(request.standing.auth_time.timestamp()),
                "acr": request.standing.acr,
                "amr": list(request.standing.amr),
            },
            client_id=request.client.client_id,
        )
        return super()._create_authorization_code(request, code, expires)

    def _save_bearer_token(self, token, request, *args, **kwargs):
        if _STAY not in (request.scopes or []):
            token.pop("refresh_token", None)
        super()._save_bearer_token(token, request, *args, **kwargs)
        if request.grant_type == "refresh_token":
            return
        access_token = AccessToken.objects.only("pk").get(token_checksum=digest(token["access_token"]))
        unused = CodeUse.objects.filter(pk=request.code_use.pk, access_token_id=None)
        got = {"access_token_id": access_token.pk, "refresh_family": refreshing.family_of(access_token.pk)}
        if not unused.update(**got):
            raise InvalidGrantError(request=request)  # another request took the code a moment ago

    def validate_refresh_token(self, refresh_token, client, request, *args, **kwargs):
        """Refresh while the session lives in which the first token was got; a used one kills its family."""
        if not super().validate_refresh_token(refresh_token, client, request, *args, **kwargs):
            return False
        request.code_use = refreshing.code_use_of(request.refresh_token_instance)
        return request.code_use is not None

    def _get_key_for_token(self, token):
        """Understand tokens signed with any published key, and no other."""
        pem = signing_keys.pem_for(token)
        return jwk_from_pem(pem) if pem and super()._get_key_for_token(token) else None

    def get_id_token_dictionary(self, token, token_handler, request):
        """Add how and when the person signed in, and the session for logging out."""
        claims, expires = super().get_id_token_dictionary(token, token_handler, request)
        session = request.code_use.session
        told = {"sid": str(session.sid), "client_code": session.client_code or request.user.client_code}
        return claims | request.code_use.auth | told, expires

    def get_additional_claims(self, request):
        """Tell who it is, as foundation.messages.Identity has it."""
        return claims_of(request.user)


def _may_stay(client: Application) -> bool:
    """Whether this client may refresh tokens: no court may."""
    return not Client.objects.filter(application=client).exists()


def claims_of(account: Account) -> dict[str, object]:
    """Return what courts learn of an account."""
    rule = client_codes.rule_of(account)
    return {
        "sub": account.subject,
        "name": account.name.full,
        "given_name": account.first_name,
        "middle_name": account.middle_name,
        "family_name": account.last_name,
        "suffix": account.suffix,
        "preferred_username": account.username,
        "email": account.email,
        "email_verified": True,
        "billing_email": account.billing_email,
        "account_number": account.number,
        "kind": account.kind,
        "holder": account.holder,
        "firm_name": account.firm_name,
        "bar_number": account.bar_number,
        "search_status": account.search_status,
        "filing_status": account.filing_status,
        "receipts_shown": account.receipts_shown,
        "client_code": account.client_code,
        "client_code_required": rule.required,
        "client_code_format": rule.format,
    }
