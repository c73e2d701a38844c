"""Reading what was typed on the stand-in's page: is this a card, whose, and does it pay?"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from .till import Method

_BRANDS = (("4", "Visa"), ("5", "Mastercard"), ("2", "Mastercard"), ("34", "American Express"))
_BRANDS += (("37", "American Express"), ("6", "Discover"))
REFUSING = {
    "4000000000000002": "The bank declined this card.",
    "4000000000009995": "The card has too little.",
}


@dataclass(frozen=True)
class Typed:
    """What was typed."""

    number: str
    expires: str  # MM/YY or MM/YYYY
    code: str
    name: str


def errors(typed: Typed, *, at: datetime) -> dict[str, str]:
    """Return what is wrong, by field; the number itself is never repeated."""
    found = {}
    if not _is_card(_digits(typed.number)):
        found["number"] = "Enter the 13 to 19 digits on the card. A sign seems to be missing or wrong."
    if not (month := _month(typed.expires)):
        found["expires"] = "Enter month and year as on the card, like 04/29."
    elif month < f"{at:%Y-%m}":
        found["expires"] = "This card is no longer valid. Take another one."
    if not re.fullmatch(r"\d{3,4}", typed.code.strip()):
        found["code"] = "Enter the three or four digits of the security code."
    if not typed.name.strip():
        found["name"] = "Enter the name on the card."
    return found


def method(typed: Typed) -> Method:
    """Return what is kept of a card: never its number or security code."""
    digits = _digits(typed.number)
    brand = next((name for start, name in _BRANDS if digits.startswith(start)), "Card")
    name = typed.name.strip()[:120]
    return Method(secrets.token_urlsafe(24), "card", brand, digits[-4:], _month(typed.expires), name)


def refuses(typed: Typed) -> str:
    """Return why the bank will refuse this card, or nothing."""
    return REFUSING.get(_digits(typed.number), "")


def _digits(number: str) -> str:
    return re.sub(r"[\s-]", "", number)


def _is_card(digits: str) -> bool:
    """Tell whether the digits add up as on every payment card (Luhn, ISO/IEC 7812-1)."""
    if not re.fullmatch(r"[0-9]{13,19}", digits):
        return False
    doubled = (sum(divmod(2 * int(each), 10)) for each in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(doubled)) % 10 == 0


def _month(expires: str) -> str:
    if not (found := re.fullmatch(r"\s*(0?[1-9]|1[0-2])\s*/\s*(\d{2}|20\d{2})\s*", expires)):
        return ""
    month, year = found.groups()
    return f"20{year[-2:]}-{int(month):02}"
