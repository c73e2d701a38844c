"""Hearings: a notice on the docket that sets one, and what became of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from openecf.courthouse.calendars import setting
from openecf.courthouse.calendars.models import Hearing
from openecf.courthouse.cases.models import Case, Party
from openecf.courthouse.courts import policies
from openecf.courthouse.docket import events
from openecf.courthouse.docket.entries import Paper
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.models import CourtUser
from openecf.foundation.references import new_token

from . import docketing
from .docketing import Filing
from .recording import Filed


def notice(
    by: CourtUser,
    case: Case,
    papers: Sequence[Paper],
    *,
    related: Sequence[DocketEntry],
    hearing_at: datetime,
    place: str,
    parties: Sequence[Party] = (),
    key: str = "",
    at: datetime,
) -> Filed:
    """File a notice of hearing and put the hearing on the calendar. Raises MayNotFile."""
    local = hearing_at.astimezone(policies.zone(case.court))
    answers = {
        "hearing_date": f"{local:%m/%d/%Y}",
        "hearing_time": f"{local:%I:%M %p}",
        "hearing_place": place,
    }
    event = events.event("notice_hearing")
    filing = Filing(case, event, by, parties=parties, related=related, papers=papers, answers=answers)
    return docketing.docket(filing, key=key or new_token(), at=at)


def say(by: CourtUser, hearing: Hearing, state: str, *, what: str, at: datetime) -> Filed:
    """Enter in the minutes that a hearing was held or vacated. Raises MayNotFile."""
    event = events.event("minute_order")
    filing = Filing(hearing.case, event, by, related=[hearing.entry], answers={"what": what})
    with transaction.atomic():
        filed = docketing.docket(filing, key=new_token(), at=at)
        setting.change_hearing(hearing, state)
    return filed
