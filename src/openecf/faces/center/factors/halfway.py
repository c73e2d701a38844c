"""Who gave the right password in this browser a moment ago, and still owes the second step."""

from datetime import datetime, timedelta

from openecf.center.signon import lost_phone
from openecf.faces.center.signon import entering

_LIVES = timedelta(minutes=5)


def of(request) -> dict[str, str] | None:
    """Return what PACER LOGIN noted when the password was right, while its five minutes last."""
    half = request.session.get(entering.HALF)
    if half and request.at - datetime.fromisoformat(half["at"]) <= _LIVES:
        return half
    return None


def account(request):
    """Return whose password it was, or None."""
    half = of(request)
    return lost_phone.holder(half["subject"], half["mark"]) if half else None
