"""What a filing agent files for a principal: asked once more at the moment of writing, and told to both."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Model

from openecf.audit import trail
from openecf.audit.models import LogEntry
from openecf.courthouse.cases import numbers
from openecf.courthouse.cases.models import Case
from openecf.courthouse.people import bulletins
from openecf.courthouse.people.models import CourtUser, Grant, Person
from openecf.courthouse.people.viewer import Viewer


@dataclass(frozen=True)
class Agent:
    """Who files in somebody else's name."""

    court_user_id: int
    name: str
    sub: str

    @property
    def said(self) -> dict[str, str]:
        """What the line of the filing says of the agent: the docket shows only the principal."""
        return {"agent": f"court user {self.court_user_id}", "agent_name": self.name}


def agent_of(viewer: Viewer) -> Agent | None:
    """Return the agent behind a viewer, or None when somebody files in his or her own name."""
    return Agent(viewer.agent_id, viewer.agent_name, viewer.sub) if viewer.acting else None


def rows(agent: Agent, case: Case, principal: CourtUser, line: LogEntry, *, at: datetime) -> list[Model]:
    """Make the agent's own line of the trail, and a bulletin for each of the two accounts."""
    detail = line.detail | {"for": principal.name.full}
    number, reference = numbers.short(case), line.reference
    own = trail.line(
        case.court_id,
        f"court user {agent.court_user_id}",
        "filing.filed_for",
        number,
        detail=detail,
        address=line.address,
        reference=reference,
        at=at,
    )
    sentence = f"{agent.name} filed in {number} of {case.court.title} as agent for {principal.name.full}."
    subs = [agent.sub, *Person.objects.filter(court_user=principal).values_list("sub", flat=True)]
    told = [bulletins.row(case.court, sub, "filed_for", sentence, reference=reference, at=at) for sub in subs]
    return [own, *told]


def still_so(viewer: Viewer, *, at: datetime) -> tuple[str, tuple[object, ...]]:
    """Return the condition that the grant lives and lets this person file, for the row of the principal."""
    moment = Grant._meta.get_field("ends_at").get_db_prep_save(at, connection)
    return _STILL_SO, (viewer.grant_id, moment, viewer.person_id)


_STILL_SO = """
    JOIN people_grant ON people_grant.principal_id = people_courtuser.id
    JOIN people_courtuser agent ON agent.id = people_grant.agent_id
    JOIN people_person ON people_person.court_user_id = agent.id
    WHERE people_grant.id = %s AND people_grant.may_file AND people_grant.ended_at IS NULL
    AND (people_grant.ends_at IS NULL OR people_grant.ends_at > %s)
    AND agent.state = 'active' AND people_person.id = %s"""
