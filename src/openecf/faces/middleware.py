"""The house's own middleware: who is asking, and refusals that become pages."""

from django.conf import settings
from django.http import Http404, HttpResponseNotAllowed

from openecf.foundation.refusals import Refusal

from . import errors
from .street import CENTER

_METHODS = ("GET", "HEAD", "POST")


class HouseMiddleware:
    """Put court and viewer, or the center's sign-on, on each request; show a refusal no form caught."""

    def __init__(self, get_response):
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request):
        """Resolve who is asking, then go on."""
        if "\0" in request.path_info or "%00" in request.META.get("QUERY_STRING", ""):
            raise Http404  # no page has such an address, and PostgreSQL takes no such text
        if request.site.key == CENTER:
            recognise_at_center(request)
        elif request.site.key != "street":
            _recognise(request)
        known = request.method in _METHODS
        answer = self.get_response(request) if known else HttpResponseNotAllowed(_METHODS)
        return errors.only_forms(request, answer) if answer.status_code == 405 else answer

    def process_exception(self, request, exception):
        """Answer an anticipated "no" with its sentence; anything else is a defect and goes on up."""
        if isinstance(exception, Refusal):
            return errors.refused(request, exception)
        return None


def _recognise(request):
    from openecf.courthouse.courts import routing
    from openecf.courthouse.people import viewer

    request.court = routing.court_by_id(request.site.key)
    if request.court is None:
        raise Http404
    request.viewer = viewer.viewer_for(request.session.session_key, request.court, at=request.at)


def recognise_at_center(request):
    """Put the sign-on and its holder on a request for the center: one query for both."""
    from django.contrib.auth.models import AnonymousUser

    from openecf.center.signon import sessions

    request.sign_on = sessions.standing(request.session.session_key, at=request.at)
    request.user = request.sign_on.account if request.sign_on else AnonymousUser()


def client_address(request) -> str:
    """Return the browser's address; X-Forwarded-For counts only from the trusted balancer."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and settings.TRUSTED_PROXY and address == settings.TRUSTED_PROXY:
        return forwarded.rsplit(",", 1)[-1].strip()
    return address
