"""A browser in plain words, from what it says of itself; good for a reminder, never for a decision."""

import re

_BROWSERS = (  # the first that is in the text; most claim to be several
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chromium", "Chromium"),
    ("HeadlessChrome", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_PROGRAM = re.compile(r"^([\w.+-]{1,40})(?:/[\w.+-]*)?")


def in_words(user_agent: str) -> str:
    """Return `Chrome on Windows`, `a program (python-requests)`, or `an unknown browser`."""
    browser = _first(_BROWSERS, user_agent)
    machine = _first(_MACHINES, user_agent)
    if browser and machine:
        return f"{browser} on {machine}"
    if browser or machine:
        return browser or f"a browser on {machine}"
    named = _PROGRAM.match(user_agent)
    return f"a program ({named[1]})" if named else "an unknown browser"


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((said for sign, said in names if sign in text), "")
