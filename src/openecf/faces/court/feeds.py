"""What the center asks of a court for its account holders: POST feeds/errand/.

The body is a form with one field, `errand`: a token signed by the center as its logout tokens are (RS256),
type `errand+jwt`, for this court (`aud`), two minutes long. The answer is 200 when the court has it, also
when it had it before; 400 when it is no errand for this court.
"""

from datetime import datetime

from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from joserfc.errors import JoseError

from openecf.courthouse.filing import changes
from openecf.courthouse.people import errands
from openecf.foundation import addresses
from openecf.foundation.messages import Errand

from . import openid

_LEEWAY_SECONDS = 60


@csrf_exempt  # no cookie counts here: the center signs
@require_POST
def errand(request):
    """Take an errand, once however often it comes."""
    try:
        with openid.center_answers():
            token = openid.decoded(openid.client_of(request.court), request.POST.get("errand", ""))
        changes.take(request.court, _errand(request, token), at=request.at)
    except (JoseError, ValueError, KeyError, TypeError, errands.NotAnErrand):
        response = JsonResponse({"error": "invalid_request"}, status=400)
    else:
        response = HttpResponse()
    response.headers["Cache-Control"] = "no-store"
    return response


def _errand(request, token) -> Errand:
    """Check a token's type, issuer, audience and times, and read the errand. Raises NotAnErrand."""
    claims, now = token.claims, request.at.timestamp()
    right = (
        token.header.get("typ") == "errand+jwt",
        claims.get("iss") == addresses.issuer(),
        claims.get("aud") == request.court.pk,
        claims["exp"] > now - _LEEWAY_SECONDS,
        claims["iat"] < now + _LEEWAY_SECONDS,
        isinstance(claims.get("facts"), dict) and isinstance(claims.get("who"), dict),
    )
    if not all(right):
        raise errands.NotAnErrand
    who = claims["who"] | {"iss": claims["iss"], "sub": claims["sub"]}
    return Errand(
        public_id=claims["jti"],
        reference=claims["reference"],
        court_id=request.court.pk,
        kind=claims["kind"],
        facts=claims["facts"],
        who=who,
        made_at=datetime.fromisoformat(claims["made_at"]),
    )


app_name = "feeds"
urlpatterns = [path("errand/", errand, name="errand")]
