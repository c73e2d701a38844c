"""What courts tell the center: POST feeds/usage/.

The court authenticates as it does at the token endpoint: HTTP Basic with its client id and client secret
(RFC 6749, 2.3.1). The center keeps the secret's hash only, so a signature keyed with it could not be checked;
the channel is https or the same process, and the secret is 256 random bits. A report is a JSON object

    {"usages": [{"receipt", "sub", "at", "client_code", "description", "criteria", "pages", "cents"}, ...]}

of at most 500 receipts, `at` in ISO 8601 with its zone; an `api_key` may name the key of a program that
spent it. The answer is

    {"totals": [{"sub", "quarter", "cents"}, ...]}

each person's whole quarter in all courts. Sending a report again changes nothing.
"""

import json
from dataclasses import asdict
from datetime import datetime

from openecf.center.usage import ledger
from openecf.foundation.messages import Usage
from openecf.foundation.refusals import Refusal

from .answering import to_courts

MOST = 500  # receipts in one report
_TEXTS = {"receipt": 20, "sub": 32, "client_code": 32, "description": 80, "criteria": 250}
_OPTIONAL = {"api_key": 32}  # the key of a program that spent it
_NUMBERS = ("pages", "cents")
_LARGEST = 2_000_000_000


class NotAReport(Refusal):
    """This is not a usage report."""


@to_courts("usage")
def usage(request, court_id):
    """Take a court's report and answer with the quarters it belongs to."""
    totals = ledger.take(_report(request.body, court_id), at=request.at)
    return {"totals": [asdict(total) for total in totals]}


def _report(body: bytes, court_id: str) -> list[Usage]:
    try:
        sent = json.loads(body)["usages"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NotAReport("Send a JSON object with a list named usages.") from None
    if not isinstance(sent, list) or len(sent) > MOST:
        raise NotAReport(f"Send a list of at most {MOST} receipts.")
    return [_usage(each, court_id, place) for place, each in enumerate(sent)]


def _usage(sent, court_id: str, place: int) -> Usage:
    """Read one receipt; the court is the one that authenticated, whatever the receipt says."""
    if not isinstance(sent, dict):
        raise NotAReport(f"Receipt {place} is not an object.")
    texts = {name: _text(sent, name, most, place) for name, most in _TEXTS.items()}
    texts |= {name: _text(sent, name, most, place) for name, most in _OPTIONAL.items() if name in sent}
    numbers = {name: _number(sent, name, place) for name in _NUMBERS}
    return Usage(court_id=court_id, at=_instant(sent, place), quarter="", **texts, **numbers)


def _text(sent, name: str, most: int, place: int) -> str:
    value = sent.get(name)
    if not isinstance(value, str) or len(value) > most or "\0" in value:
        raise NotAReport(f"Receipt {place}: {name} is a text of at most {most} characters.")
    return value


def _number(sent, name: str, place: int) -> int:
    value = sent.get(name)
    if type(value) is not int or not 0 <= value <= _LARGEST:
        raise NotAReport(f"Receipt {place}: {name} is a whole number, not negative.")
    return value


def _instant(sent, place: int) -> datetime:
    try:
        at = datetime.fromisoformat(sent.get("at"))
    except (TypeError, ValueError):
        at = None
    if at is None or at.tzinfo is None:
        raise NotAReport(f"Receipt {place}: at is an instant in ISO 8601 with its zone.")
    return at
