"""Money is whole cents; this is how people write and read it."""

import re

from .refusals import Refusal

_AMOUNT = re.compile(r"\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?\s*")


class NotAnAmount(Refusal):
    """Enter an amount like 1,234.50; a dollar sign and commas are fine."""


def dollars(cents: int) -> str:
    """Write cents as `$1,234.50`."""
    sign = "-" if cents < 0 else ""
    return f"{sign}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"


def cents(text: str) -> int:
    """Read `$1,234.50`, `1234.5` or `1234` as cents. Raises NotAnAmount."""
    if not (found := _AMOUNT.fullmatch(text.strip())):
        raise NotAnAmount
    whole, part = found.groups()
    return int(whole.replace(",", "")) * 100 + int((part or "0").ljust(2, "0"))
