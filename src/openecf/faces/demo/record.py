"""The cases of the demo: opened, filed in, heard and decided by the acts people use."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from openecf.courthouse.cases import numbers
from openecf.courthouse.courts import routing

from . import first_case, other_cases
from .accounts import People
from .cast import PILOT, SECOND
from .desk import Desk, working_day


@dataclass
class Made:
    """The number of the first case, and a case for each member who is in one."""

    first: str
    cases_of: dict[str, str] = field(default_factory=dict)


def build(people: People, *, begun: datetime, at: datetime) -> Made:
    """Build the cases of both courts."""
    desk = Desk(routing.court_by_id(PILOT), people, working_day(begun))
    first = first_case.build(desk, today=at)
    desk.at = working_day(begun + timedelta(days=20))
    second = other_cases.chapter_13(desk)
    other = Desk(routing.court_by_id(SECOND), people, working_day(begun + timedelta(days=30)))
    other_cases.of_the_second_court(other)
    return Made(
        numbers.short(first),
        {
            "annray2026": numbers.short(first),
            "lindalarkin": numbers.short(first),
            "marcomoreno": numbers.short(first),
            "tesstrustee": numbers.short(first),
            "judgejo2026": numbers.short(first),
            "patpublic1": numbers.short(first),
            "barbaratest": numbers.short(second),
        },
    )
