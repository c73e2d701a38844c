"""Who is to be served in a case, and where: one statement, for it is asked at every filing."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from openecf import questions

from .models import Case


@dataclass(frozen=True)
class Behalf:
    """A party somebody files for."""

    pk: int
    role: str
    name: str


@dataclass(frozen=True)
class Line:
    """A party, somebody who acts for it (or nobody), and one address of that person (or none)."""

    party_id: int
    party_role: str
    party_name: str
    party_address: str
    party_email: str
    court_user_id: int | None
    first_name: str
    middle_name: str
    last_name: str
    suffix: str
    role: str
    state: str
    address: str
    email: str
    notice_email: str | None
    notice_format: str | None
    notice_frequency: str | None
    agent_email: str | None  # of a filing agent who gets this person's notices too
    agent_format: str | None
    agent_frequency: str | None


_LINES = """
    SELECT party.id, party.role, party.name, party.address, party.email,
        account.id, account.first_name, account.middle_name, account.last_name, account.suffix,
        account.role, account.state, COALESCE(NULLIF(appearance.kept_address, ''), account.address),
        account.email, notice.email, notice.format, notice.frequency,
        COALESCE(own.email, agent.email), COALESCE(own.format, 'html'), COALESCE(own.frequency, 'each')
    FROM cases_party party
    LEFT JOIN cases_appearance appearance ON appearance.party_id = party.id AND appearance.ended_date IS NULL
    LEFT JOIN people_courtuser account ON account.id = appearance.court_user_id
    LEFT JOIN people_noticeaddress notice ON notice.court_user_id = account.id
    LEFT JOIN people_grant leave ON leave.principal_id = account.id AND leave.gets_notices
        AND leave.ended_at IS NULL AND (leave.ends_at IS NULL OR leave.ends_at > %s)
    LEFT JOIN people_courtuser agent ON agent.id = leave.agent_id AND agent.state = 'active'
    LEFT JOIN people_noticeaddress own ON own.court_user_id = agent.id
    WHERE party.case_id = %s AND party.ended_date IS NULL
    ORDER BY party.id, appearance.lead DESC, appearance.id, notice."primary" DESC, notice.id,
        leave.id, own."primary" DESC, own.id
"""


def parties_on(lines: Iterable[Line], chosen: Collection[int]) -> list[Behalf]:
    """Return the chosen parties that are on the list, each once, in its order."""
    found = {line.party_id: Behalf(line.party_id, line.party_role, line.party_name) for line in lines}
    return [party for pk, party in found.items() if pk in chosen]


def lines(case: Case, *, at: datetime) -> list[Line]:
    """Return the lines of those who are in the case now, in the order they came, leading attorneys first.

    `at` is when: filing agents get notices only while their grants hold.
    """
    moment = connection.ops.adapt_datetimefield_value(at)
    with questions.cursor() as cursor:
        cursor.execute(_LINES, [moment, case.pk])
        return [Line(*row) for row in cursor.fetchall()]
