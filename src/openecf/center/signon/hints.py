"""Reading an ID token that a court hands back: which session it was made in, and whose."""

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from . import signing_keys


def sid_of(id_token: str) -> str:
    """Return the session an ID token of ours names, also when it has expired; nothing when it is not ours."""
    return str(_claims(id_token).get("sid", ""))


def subject_of(id_token: str) -> str:
    """Return whom an ID token of ours names, also when it has expired; nothing when it is not ours."""
    return str(_claims(id_token).get("sub", ""))


def _claims(id_token: str) -> dict[str, object]:
    try:
        return jwt.decode(id_token, KeySet(signing_keys.published()), algorithms=["RS256"]).claims
    except (JoseError, ValueError):
        return {}
