"""The OpenID provider's rules over django-oauth-toolkit: what the center tells courts, and what it takes.

Exact addresses, no refresh tokens, and a code that comes twice kills what it got the first time.
"""

from oauth2_provider.models import AccessToken, Grant
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauthlib.oauth2.rfc6749.errors import InvalidGrantError

from openecf.center.accounts.models import Account
from openecf.foundation.references import digest

from . import sessions
from .models import CodeUse


class CourtValidator(OAuth2Validator):
    """The toolkit's validator with the house's rules; its method names are the toolkit's."""

    oidc_claim_scope = None  # courts and center are one service: every claim goes with `openid`

    def validate_redirect_uri(self, client_id, redirect_uri, request, *args, **kwargs):
        """Take only an address that was registered, sign by sign."""
        return redirect_uri in request.client.redirect_uris.split()

    def validate_grant_type(self, client_id, grant_type, client, request, *args, **kwargs):
        """Take authorization codes only: a court's own session is the session, so nothing is refreshed."""
        return grant_type == "authorization_code" and client.allows_grant_type(
            client.GRANT_AUTHORIZATION_CODE
        )

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
        token.pop("refresh_token", None)
        super()._save_bearer_token(token, request, *args, **kwargs)
        access_token = AccessToken.objects.only("pk").get(token_checksum=digest(token["access_token"]))
        unused = CodeUse.objects.filter(pk=request.code_use.pk, access_token_id=None)
        if not unused.update(access_token_id=access_token.pk):
            raise InvalidGrantError(request=request)  # another request took the code a moment ago

    def get_id_token_dictionary(self, token, token_handler, request):
        """Add how and when the person signed in, and the session for logging out."""
        claims, expires = super().get_id_token_dictionary(token, token_handler, request)
        session = request.code_use.session
        told = {"sid": str(session.sid), "client_code": session.client_code}
        return claims | request.code_use.auth | told, expires

    def get_additional_claims(self, request):
        """Tell who it is, as foundation.messages.Identity has it."""
        return claims_of(request.user)


def claims_of(account: Account) -> dict[str, object]:
    """Return what courts learn of an account."""
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
    }
