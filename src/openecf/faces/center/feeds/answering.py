"""How feeds answer courts: POST, HTTP Basic as at the token endpoint, JSON, refusals in words."""

import base64
import binascii
from functools import wraps

from django.http import JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from openecf.center.usage import courts
from openecf.foundation.refusals import Refusal


def to_courts(realm: str):
    """Let a view answer courts only: it gets the request and the court's id, and returns what is told."""

    def wrap(view):
        @csrf_exempt  # no cookie counts here: the court shows its secret
        @require_POST
        @wraps(view)
        def answered(request):
            try:
                return JsonResponse(view(request, courts.recognise(*_basic(request))))
            except Refusal as refusal:
                headers = {"WWW-Authenticate": f'Basic realm="{realm}"'} if refusal.status == 401 else {}
                return JsonResponse({"error": refusal.sentence}, status=refusal.status, headers=headers)

        return answered

    return wrap


def _basic(request) -> tuple[str, str]:
    """Return the client id and the secret a request shows. Raises NotACourt."""
    scheme, _, coded = request.headers.get("Authorization", "").partition(" ")
    try:
        if scheme.lower() != "basic":
            raise ValueError
        client_id, _, secret = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        raise courts.NotACourt from None
    return client_id, secret
