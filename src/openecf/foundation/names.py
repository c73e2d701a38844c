"""People's names: how two are compared and how a name is shown."""

import re
import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True)
class PersonName:
    """A person's name in parts; each part may be empty."""

    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""

    @property
    def full(self) -> str:
        """The name as it is spoken: `Barbara A. Casb Jr.`"""
        return " ".join(part for part in (self.first, self.middle, self.last, self.suffix) if part)

    @property
    def last_first(self) -> str:
        """The name as dockets sign it: `Casb, Barbara`."""
        return ", ".join(part for part in (self.last, self.first) if part)


def folded(text: str) -> str:
    """Return a name without case, accents, spaces and punctuation, for comparison only."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))


def same(one: str, other: str) -> bool:
    """Tell whether two names differ in no more than case, accents, spaces and punctuation."""
    return folded(one) == folded(other)


def masked_email(address: str) -> str:
    """Show an e-mail address so that its owner knows it: `b•••••@example.org`."""
    local, _, domain = address.partition("@")
    return f"{local[:1]}•••••@{domain}" if domain else ""


def masked_number(number: str) -> str:
    """Show the last three signs of a number: `•••321`."""
    return f"•••{number[-3:]}" if number else ""
