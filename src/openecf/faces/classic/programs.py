"""Programs at the old addresses: their token, as a cookie, in place of a browser's sign-on.

Only the views of old addresses ask for it, and only where no browser is signed on: modern pages never see it.
"""

import re
from dataclasses import fields
from datetime import datetime
from functools import wraps

from openecf.courthouse.courts import secrets
from openecf.courthouse.people import programs
from openecf.faces import transport
from openecf.faces.court import openid
from openecf.foundation import addresses
from openecf.foundation.messages import Identity

COOKIES = ("NextGenCSO", "PacerSession")
_TOKEN = re.compile(r"[A-Za-z0-9]{128}")
_PATIENCE = (5, 10)  # seconds to connect, seconds to answer
_FIELDS = {field.name for field in fields(Identity)}


def welcome(view):
    """Put who shows a token on the request for an old address; a browser that is signed on counts more."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        request.token = ""
        if not request.viewer.signed_in and (shown := _shown(request)):
            _recognise(request, shown)
        return view(request, *args, **kwargs)

    return guarded


def log_out(request) -> None:
    """End the token that was shown, here and at the center. Raises CenterSilent."""
    _answer(request, {"token": request.token, "end": True})
    programs.dismiss(request.court, request.token, at=request.at)


def _recognise(request, shown: str) -> None:
    viewer = programs.viewer_known(request.court, shown, at=request.at) or _ask(request, shown)
    if viewer is not None:
        request.viewer, request.token = viewer, shown


def _shown(request) -> str:
    """Return the token of the first cookie that has one."""
    found = (request.COOKIES.get(name, "") for name in COOKIES)
    return next((value for value in found if _TOKEN.fullmatch(value)), "")


def _ask(request, token: str):
    """Ask the center whose the token is, and keep its answer for a moment."""
    told = _answer(request, {"token": token})["identity"]
    if told is None:
        programs.dismiss(request.court, token, at=request.at)
        return None
    known = {name: value for name, value in told.items() if name in _FIELDS}
    identity = Identity(**known | {"auth_time": datetime.fromisoformat(told["auth_time"])})
    return programs.welcome(request.court, token, identity, at=request.at)


def _answer(request, question: dict[str, object]) -> dict[str, object]:
    court = request.court
    if not court.client_secret:
        raise openid.NotRegistered
    with openid.center_answers():
        answer = transport.http_session().post(
            addresses.url(addresses.center_base(), "center.token_feed"),
            json=question,
            auth=(court.pk, secrets.client_secret(court)),
            timeout=_PATIENCE,
        )
        answer.raise_for_status()
        return answer.json()
