"""What is asked of somebody who has just signed in, before going on: one page after another.

Asked after each sign-in, and before each court gets its answer.
"""

from django.http import HttpResponseRedirect

from openecf.center.signon import redaction
from openecf.faces.center import holders
from openecf.faces.center.factors import duty as factor_duty

from . import client_codes, onward, updating


def pending(request, *, to: str = "") -> str | None:
    """Return the address of the page that asks next, if any; it leads on to `to`, or where `next` says."""
    page = _asked(request)
    return onward.by_way_of(page, to or onward.of(request)) if page else None


def overdue(request) -> str | None:
    """Return the address of what must be mended before any page of the account, leading back to this one."""
    asks = {"signon:update_required": updating.asks, "factors:required": factor_duty.asks}
    page = next((name for name, asked in asks.items() if asked(request)), None)
    return onward.by_way_of(page, request.get_full_path()) if page else None


def go_on(request) -> HttpResponseRedirect:
    """Answer a page's form: the next page that asks, or where the person was going."""
    return holders.see_other(pending(request) or onward.of(request))


def _asked(request) -> str | None:
    """Return the name of the first page that has something to ask of who is signed in."""
    if request.sign_on is None:
        return None
    if updating.asks(request):
        return "signon:update_required"
    if factor_duty.asks(request):
        return "factors:required"
    if redaction.due(request.user, request.sign_on):
        return "signon:redaction"
    if client_codes.asks(request):
        return "signon:client_code"
    return None
