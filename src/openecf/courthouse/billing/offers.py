"""What is for sale at the counter, before it has a price."""

from dataclasses import dataclass

from openecf.foundation.refusals import Refusal


class PriceNoLongerHolds(Refusal):
    """This price no longer holds. Please look at the new one; nothing was charged."""

    status = 409


@dataclass(frozen=True)
class Offer:
    """One report or document in the words of its receipt; `pages` as counted, before any cap."""

    report: str
    description: str
    criteria: str
    pages: int
    content_hash: str  # of what was asked for and of what would be shown
    request: dict[str, object]  # enough to show it again
    free_because: str = ""
