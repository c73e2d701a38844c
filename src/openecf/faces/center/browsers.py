"""Browsers that signed in here before: a signed cookie says for whom, so that no stranger makes them wait."""

from django.conf import settings
from django.core import signing

from openecf.foundation.references import digest, new_public_id

_SALT = "openecf.center.browser"
_AGE_SECONDS = 365 * 24 * 3600
_MOST_NAMES = 5  # people who share one browser


def known_for(request, username: str) -> str:
    """Return the browser's id when this username signed in with it before, else nothing."""
    browser, marks = _read(request)
    return browser if _mark(username) in marks else ""


def id_of(request) -> str:
    """Return the browser's id, a new one if it has none yet; `remember` keeps it there."""
    browser, _ = _read(request)
    return browser or new_public_id()


def remember(request, response, username: str, browser: str) -> None:
    """Note in the browser that this username signed in with it."""
    _, marks = _read(request)
    marks = [_mark(username), *(mark for mark in marks if mark != _mark(username))][:_MOST_NAMES]
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        signing.dumps([browser, marks], salt=_SALT),
        max_age=_AGE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request) -> tuple[str, list[str]]:
    try:
        browser, marks = signing.loads(
            request.COOKIES.get(settings.BROWSER_COOKIE_NAME, ""), salt=_SALT, max_age=_AGE_SECONDS
        )
    except signing.BadSignature:
        return "", []
    return browser, marks


def _mark(username: str) -> str:
    return digest(username.strip().casefold())[:16]
