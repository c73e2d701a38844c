"""What courts tell of accounts: POST feeds/standing/.

The court authenticates as for the usage feed: HTTP Basic with its client id and secret. A report is a JSON
object, or its list alone,

    {"bulletins": [{"public_id", "sub", "kind", "sentence", "at", "state", "role", "name", "errand",
                    "reference"}, ...]}

of at most 500 bulletins, `at` in ISO 8601 with its zone; from `state` on a text may be empty. The answer is
{"taken": number of those that were new}. Sending a report again changes nothing.
"""

import json
from datetime import datetime

from openecf.center.standing import bulletins
from openecf.foundation.messages import Bulletin
from openecf.foundation.refusals import Refusal

from .answering import to_courts

MOST = 500  # bulletins in one report
_NEEDED = {"public_id": 32, "sub": 64, "kind": 30, "sentence": 300}
_OPTIONAL = {"role": 12, "name": 250, "errand": 32, "reference": 20}


class NotAReport(Refusal):
    """This is not a report of bulletins."""


@to_courts("standing")
def standing(request, court_id):
    """Take a court's bulletins."""
    return {"taken": bulletins.take(_report(request.body, court_id), at=request.at)}


def _report(body: bytes, court_id: str) -> list[Bulletin]:
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise NotAReport("Send JSON.") from None
    sent = sent.get("bulletins") if isinstance(sent, dict) else sent
    if not isinstance(sent, list) or len(sent) > MOST:
        raise NotAReport(f"Send a list of at most {MOST} bulletins.")
    return [_bulletin(each, court_id, place) for place, each in enumerate(sent)]


def _bulletin(sent, court_id: str, place: int) -> Bulletin:
    """Read one bulletin; the court is the one that authenticated, whatever the bulletin says."""
    if not isinstance(sent, dict):
        raise NotAReport(f"Bulletin {place} is not an object.")
    texts = {name: _text(sent, name, most, place) for name, most in _NEEDED.items()}
    if not all(texts.values()):
        raise NotAReport(f"Bulletin {place}: {', '.join(_NEEDED)} are never empty.")
    more = {name: _text(sent, name, most, place, "") for name, most in _OPTIONAL.items()}
    state = _text(sent, "state", 10, place, "")
    if state and state not in bulletins.STATES:
        raise NotAReport(f"Bulletin {place}: no such state.")
    return Bulletin(court_id=court_id, state=state, at=_instant(sent, place), **texts, **more)


def _text(sent, name: str, most: int, place: int, default=None) -> str:
    value = sent.get(name, default)
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise NotAReport(f"Bulletin {place}: {name} is a text of at most {most} characters.")
    return value


def _instant(sent, place: int) -> datetime:
    try:
        at = datetime.fromisoformat(sent.get("at"))
    except (TypeError, ValueError):
        at = None
    if at is None or at.tzinfo is None:
        raise NotAReport(f"Bulletin {place}: at is an instant in ISO 8601 with its zone.")
    return at
