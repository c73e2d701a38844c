"""What "Why can't I ...?" found, kept under a reference that the clerk can open."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from openecf.courthouse.courts.models import Court
from openecf.foundation.references import new_reference
from openecf.foundation.refusals import NoSuchRecord

from . import roles
from .models import Trouble as TroubleRow
from .troubleshooting import Finding
from .viewer import Viewer


@dataclass(frozen=True)
class Trouble:
    """What was found for somebody, for the clerk."""

    reference: str
    question: str
    made_at: datetime
    person_id: int | None
    name: str
    username: str
    account_number: str
    findings: tuple[Finding, ...]


def note(viewer: Viewer, court: Court, question: str, findings: Sequence[Finding], *, at: datetime) -> str:
    """Keep what was found for this viewer, signed in or not; return its reference."""
    row = TroubleRow.objects.create(
        reference=new_reference("WHY"),
        court=court,
        person_id=viewer.person_id,
        question=question,
        findings=[asdict(each) for each in findings],
        made_at=at,
    )
    return row.reference


def trouble(viewer: Viewer, court: Court, reference: str) -> Trouble:
    """Return what was found under a reference of this court, to its staff. Raises NotYours, NoSuchRecord."""
    roles.require_staff(viewer, court)
    rows = TroubleRow.objects.filter(court=court, reference=reference.strip().upper())
    row = rows.select_related("person").first()
    if row is None:
        raise NoSuchRecord
    person = row.person
    return Trouble(
        reference=row.reference,
        question=row.question,
        made_at=row.made_at,
        person_id=row.person_id,
        name=person.name.full if person else "",
        username=person.username if person else "",
        account_number=person.account_number if person else "",
        findings=tuple(Finding(**each) for each in row.findings),
    )
