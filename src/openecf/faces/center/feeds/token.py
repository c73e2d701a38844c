"""Whose a token is, for the court where a program showed it: POST feeds/token/.

The court authenticates as for the other feeds: HTTP Basic with its client id and secret. It sends JSON,

    {"token": the 128 signs}

with "end": true when the program logged out there. The answer is {"identity": the account's claims}, or
{"identity": null} when the token ended, idled or never was.
"""

import json
from dataclasses import asdict

from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables

from openecf.center.signon import programs, tokens
from openecf.foundation.refusals import Refusal

from .answering import to_courts


class NotAQuestion(Refusal):
    """Send a JSON object with a text named token."""


@never_cache
@to_courts("token")
@sensitive_variables("shown")
def token(request, court_id):
    """Say whose a token is; end it first when the court says so."""
    shown, ends = _sent(request.body)
    if ends:
        tokens.end(shown, at=request.at)
    identity = programs.identity_of(shown, at=request.at)
    return {"identity": asdict(identity) if identity else None}


def _sent(body: bytes) -> tuple[str, bool]:
    try:
        sent = json.loads(body)
        shown, ends = sent["token"], sent.get("end", False)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise NotAQuestion from None
    if not isinstance(shown, str) or not isinstance(ends, bool):
        raise NotAQuestion
    return shown, ends
