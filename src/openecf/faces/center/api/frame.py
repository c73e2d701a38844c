"""The API itself: who calls, and errors as JSON, all of one shape.

{"error": {"code": "not_found", "message": "There is nothing here.", "fields": [...]}}
"""

import logging

from django.http import Http404, JsonResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from openecf.center.signon import keys
from openecf.faces.middleware import client_address
from openecf.foundation.references import new_reference
from openecf.foundation.refusals import Refusal

log = logging.getLogger("openecf.errors")
_CODES = {400: "refused", 401: "key_refused", 403: "out_of_scope", 404: "not_found", 405: "not_allowed"}


class Key(HttpBearer):
    """A key of the holder's, in the header Authorization."""

    openapi_bearerFormat = "key of an account"  # noqa: N815
    openapi_description = "A key made under My account, Keys for Programs: `Authorization: Bearer oecf_...`"

    def authenticate(self, request, token):
        """Return whose program calls. Raises KeyRefused."""
        return keys.authenticate(token, address=client_address(request), at=request.at)


api = NinjaAPI(
    title="OpenECF Service Center",
    version="1",
    description="What a program with a key may ask of the service center.",
    urls_namespace="api-v1",
    auth=Key(),
    docs_url=None,
)


def missing(request):
    """Say that there is no such call."""
    return told(404, "There is nothing here.")


def told(status: int, message: str, *, fields: list[dict] | None = None, code: str = "", **headers):
    """Return an error as every call gives it."""
    error = {"code": code or _CODES.get(status, "refused"), "message": message}
    if fields is not None:
        error["fields"] = fields
    if status == 401:
        headers = {"WWW-Authenticate": 'Bearer realm="OpenECF"'} | headers
    return JsonResponse({"error": error}, status=status, headers=headers)


def nothing_else(request, described: type[Schema]) -> None:
    """Raise ValidationError when an address asks for what the description does not know."""
    unknown = sorted(set(request.GET) - set(described.model_fields))
    if unknown:
        fields = [{"loc": ("query", name), "msg": "There is no such field."} for name in unknown]
        raise ValidationError(fields)


@api.exception_handler(Refusal)
def _refused(request, refusal):
    return told(refusal.status, refusal.sentence)


@api.exception_handler(AuthenticationError)
def _no_key(request, error):
    return told(401, "Send a key: Authorization: Bearer, and the key.")


@api.exception_handler(ValidationError)
def _not_valid(request, error):
    fields = [{"field": ".".join(map(str, one["loc"])), "message": one["msg"]} for one in error.errors]
    return told(422, "Something you sent is not as described.", fields=fields, code="not_valid")


@api.exception_handler(Http404)
def _not_found(request, error):
    return told(404, "There is nothing here.")


@api.exception_handler(HttpError)
def _http(request, error):
    return told(error.status_code, str(error))


@api.exception_handler(Exception)
def _defect(request, error):
    reference = new_reference()
    log.exception("%s defect 500 %s", reference, request.path[:200])
    return told(500, f"Something went wrong on our side. Ref {reference}.", code="defect")
