"""What the court itself enters: orders, opinions, minute orders, summonses."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from openecf.courthouse.cases.models import Case
from openecf.courthouse.docket import events
from openecf.courthouse.docket.entries import Paper
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.models import CourtUser
from openecf.foundation.references import new_token

from . import docketing
from .docketing import Filing
from .recording import Filed


def enter(
    by: CourtUser,
    case: Case,
    event: str,
    papers: Sequence[Paper] = (),
    *,
    answers: Mapping[str, str] | None = None,
    related: Sequence[DocketEntry] = (),
    key: str = "",
    at: datetime,
) -> Filed:
    """Enter an event of the court's own. The same key enters it once. Raises MayNotFile, NeedsPdf."""
    filing = Filing(case, events.event(event), by, related=related, papers=papers, answers=answers or {})
    return docketing.docket(filing, key=key or new_token(), at=at)
