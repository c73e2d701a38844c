"""Opening a case: it gets its number here, and nowhere else."""

from dataclasses import dataclass
from datetime import datetime

from openecf.courthouse.courts import policies
from openecf.courthouse.courts.models import Court

from . import numbers
from .models import Case


@dataclass(frozen=True)
class NewCase:
    """What is known of a case when it is opened. An adversary proceeding names its lead case."""

    title: str
    chapter: str = ""
    kind: str = Case.Kind.BANKRUPTCY
    office: str = ""
    judge: str = ""
    judge_initials: str = ""
    voluntary: bool = True
    assets: str = "unknown"
    lead: Case | None = None
    nature_of_suit: str = ""
    demand_cents: int | None = None


def open_case(court: Court, new: NewCase, *, at: datetime) -> Case:
    """Give the case the court's next number; call it inside the act's transaction."""
    filed_date = policies.court_date(court, at=at)
    return Case.objects.create(
        court=court,
        kind=new.kind,
        office=new.office,
        year=filed_date.year,
        serial=numbers.next_serial(court, filed_date.year, new.kind),
        chapter=new.chapter,
        title=new.title,
        judge=new.judge,
        judge_initials=new.judge_initials,
        voluntary=new.voluntary,
        assets=new.assets,
        lead=new.lead,
        nature_of_suit=new.nature_of_suit,
        demand_cents=new.demand_cents,
        filed_date=filed_date,
    )
