"""Finishing a sign-in, of whatever kind: a new key for the browser, a session at the center, and on."""

from collections.abc import Iterable

from django.middleware.csrf import rotate_token

from openecf.center.signon import devices, sessions, signing_in
from openecf.faces.center import browsers
from openecf.faces.middleware import client_address, recognise_at_center

from . import interrupts

HALF = "half_signed_in"  # session key: whose password was right, while the code is typed
PROMPTED = "prompted"  # session key: which request with prompt=login was sent to the form, and when
SKIPPED = "skipped"  # session key: what was put off since the sign-in
SIGNED_ON = "signed_on"  # session key: somebody signed in here; an idle one is asked to sign in again


def enter(request, account, *, amr: Iterable[str] = ("pwd",), client_code: str = ""):
    """Sign this browser in; return the answer that leads to what is asked next, or to where it was going.

    `amr` says what was proved, in the words of RFC 8176: pwd, otp, hwk or swk (a passkey).
    Raises signing_in.WrongCredentials when the password was changed while it was checked.
    """
    before, browser = _new_key(request, account), browsers.id_of(request)
    seen = {"address": client_address(request), "browser": request.headers.get("User-Agent", "")}
    session = sessions.begin(
        account,
        session_key=request.session.session_key,
        replacing=before,
        amr=tuple(amr),
        client_code=client_code,
        at=request.at,
        **seen,
    )
    if "pwd" in amr:
        _require_password(request, account)
    if session.begun_at == request.at:  # a form left open in another tab may still be sent after a renewal
        rotate_token(request)
    devices.meet(account, browser, at=request.at, **seen)
    recognise_at_center(request)
    response = interrupts.go_on(request)
    browsers.remember(request, response, account.username, browser)
    return response


def _require_password(request, account) -> None:
    """Take the sign-on back when it rests on a password that is no more: the change ended all others."""
    try:
        signing_in.require_still_right(account)
    except signing_in.WrongCredentials:
        sessions.end_by_key(request.session.session_key, at=request.at)
        request.session.flush()
        raise


def _new_key(request, account) -> str:
    """Give the browser a new key; return the old one. What was remembered of somebody else is forgotten."""
    before, session = request.session.session_key or "", request.session
    kept = {PROMPTED: session.get(PROMPTED)}
    if request.user.pk == account.pk:
        kept[SKIPPED] = session.get(SKIPPED)
    session.flush()
    session.update({SIGNED_ON: True} | {name: value for name, value in kept.items() if value})
    session.save()
    return before
