"""Reading an ID token that a court hands back: which session it was made in."""

from django.conf import settings
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey


def sid_of(id_token: str) -> str:
    """Return the session an ID token of ours names, also when it has expired; nothing when it is not ours."""
    key = RSAKey.import_key(settings.OAUTH2_PROVIDER["OIDC_RSA_PRIVATE_KEY"])
    try:
        return str(jwt.decode(id_token, key, algorithms=["RS256"]).claims.get("sid", ""))
    except (JoseError, ValueError):
        return ""
