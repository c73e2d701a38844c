"""Who gave the right password but has lost the phone: remembered for the time a mail takes to come."""

from datetime import datetime, timedelta
from urllib.parse import urlencode

from django.urls import reverse

from openecf.center.signon import lost_phone
from openecf.faces.center import holders
from openecf.faces.center.signon import onward

_LOST = "lost_phone"  # session key
_LIVES = timedelta(minutes=20)


def begin(request, half: dict[str, str] | None) -> None:
    """Remember who stands between the two steps of the sign-in."""
    if half:
        request.session[_LOST] = {name: half[name] for name in ("subject", "mark", "client_code")} | {
            "at": request.at.isoformat()
        }


def account(request):
    """Return whose password was right here within the last twenty minutes, or None."""
    kept = request.session.get(_LOST)
    if not kept or request.at - datetime.fromisoformat(kept["at"]) > _LIVES:
        return None
    return lost_phone.holder(kept["subject"], kept["mark"])


def client_code(request) -> str:
    """Return the client code typed at the sign-in."""
    return request.session[_LOST]["client_code"]


def query(request) -> str:
    """Return the end of addresses that keeps where the person was going."""
    return f"?{urlencode({'next': onward.of(request)})}"


def on(request, page: str) -> str:
    """Return a page's address that keeps where the person was going."""
    return page + query(request)


def to_login(request):
    """Begin again at PACER LOGIN: nobody gave a password here lately."""
    return holders.see_other(on(request, reverse("signon:login")))
