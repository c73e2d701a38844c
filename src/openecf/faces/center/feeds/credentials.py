"""How a court shows who it is at a feed: HTTP Basic, as at the token endpoint."""

import base64
import binascii

from openecf.center.usage import courts


def basic(request) -> tuple[str, str]:
    """Return the client id and the secret a request shows. Raises NotACourt."""
    scheme, _, coded = request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme.lower() != "basic":
            raise ValueError
        client_id, _, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise courts.NotACourt from None
    return client_id, secret
