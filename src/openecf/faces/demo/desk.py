"""One court's filing desk in the demo: who files, which papers, and the day it is."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from openecf.courthouse.docket import events
from openecf.courthouse.documents import intake
from openecf.courthouse.filing import docketing, hearings
from openecf.courthouse.filing.docketing import Filing, Paper
from openecf.courthouse.filing.opening import Assignment, NewParty
from openecf.faces.console.installation import DEMO_ZONE
from openecf.foundation.references import new_token

from . import papers, texts
from .accounts import People

JUDGE = Assignment("Jo Latham", "CL")
PLACE = "Department 3, 325 West F Street, San Diego"
MEETING_PLACE = "Zoom, Meeting 555 010 0100, Passcode 5550100"


@dataclass
class Desk:
    """One court's filing desk in the demo: who files, and the day it is."""

    court: object
    people: People
    at: datetime

    def user(self, login: str):
        """Return the old filer of a login, or the staff member of a username."""
        return self.people.filers[self.court.pk, login]

    def later(self, days: int) -> None:
        """Let days pass, to a working day."""
        self.at = working_day(self.at + timedelta(days=days))

    def paper(self, title: str, text: Sequence[str], description: str = "", *, pages: int = 1) -> Paper:
        """Take in one invented paper."""
        name = f"{title.lower().replace(' ', '-')}.pdf"
        upload = io.BytesIO(papers.paper(title, list(text), pages=pages))
        document = intake.accept(self.court, upload, filename=name, at=self.at)
        return Paper(document, description or "Main Document")

    def file(self, case, event: str, by, papers=(), *, parties=(), related=(), answers: Mapping = None):
        """File an event, as the filing desk does."""
        filing = Filing(
            case,
            events.event(event),
            by,
            parties=parties,
            related=related,
            papers=papers,
            answers=answers or {},
        )
        return docketing.docket(filing, key=new_token(), at=self.at).entry

    def hearing(self, case, by, motion, *, on: datetime) -> None:
        """File a notice of hearing of a motion, at 10:00 AM of a day."""
        notice = self.paper("Notice of Hearing", texts.NOTICE)
        hearing_at = on.astimezone(DEMO_ZONE).replace(hour=10, minute=0, second=0, microsecond=0)
        hearings.notice(by, case, [notice], related=[motion], hearing_at=hearing_at, place=PLACE, at=self.at)


def morning(at: datetime) -> datetime:
    """Return 10:00 AM of the pilot court's day: people of the demo file in office hours."""
    return at.astimezone(DEMO_ZONE).replace(hour=10, minute=0, second=0, microsecond=0).astimezone(UTC)


def working_day(at: datetime) -> datetime:
    """Return the same time of day on that day, or on the Monday after a weekend."""
    weekday = at.astimezone(DEMO_ZONE).weekday()
    return at + timedelta(days=max(0, 7 - weekday)) if weekday > 4 else at


def debtor(first: str, last: str, address: str, ssn_last4: str, *, pro_se: bool = False) -> NewParty:
    """Return a debtor to be added to a case."""
    return NewParty("Debtor", last, first, address=address, ssn_last4=ssn_last4, pro_se=pro_se)


def us_trustee() -> NewParty:
    """Return the United States Trustee, who is served by e-mail without an account."""
    return NewParty(
        "U.S. Trustee", "United States Trustee", email="ust@example.org", address="880 Example Avenue"
    )
