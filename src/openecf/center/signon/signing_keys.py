"""The keys with which the center signs what it tells courts: one signs, all published are understood."""

from functools import lru_cache

from django.conf import settings
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey


def signing() -> RSAKey:
    """Return the key that signs now."""
    return _key(_provider()["OIDC_RSA_PRIVATE_KEY"])


def published() -> list[RSAKey]:
    """Return every key courts may meet: the one that signs first, then the next and the retired."""
    provider = _provider()
    pems = [provider["OIDC_RSA_PRIVATE_KEY"], *provider["OIDC_RSA_PRIVATE_KEYS_INACTIVE"]]
    return [_key(pem) for pem in pems]


def pem_for(token: str) -> str | None:
    """Return the PEM of the key a token of ours says it was signed with, or None."""
    try:
        kid = jws.extract_compact(token.encode()).headers().get("kid")
    except (JoseError, ValueError):
        return None
    found = next((key for key in published() if key.thumbprint() == kid), None)
    return found.as_pem(private=True).decode() if found else None


@lru_cache(maxsize=32)
def _key(pem: str) -> RSAKey:
    """Read a key once: checking its numbers takes longer than signing with it."""
    return RSAKey.import_key(pem)


def _provider() -> dict[str, object]:
    return settings.OAUTH2_PROVIDER
