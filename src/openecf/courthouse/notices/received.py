"""What was mailed to the viewer: the notices of cases he or she is served in."""

from dataclasses import dataclass
from datetime import datetime

from openecf.courthouse.cases import numbers
from openecf.courthouse.people import roles
from openecf.courthouse.people.viewer import Viewer

from .models import Delivery


@dataclass(frozen=True)
class Received:
    """A notice and how its mail to one address of the viewer stands."""

    notice_id: str
    case_number: str
    entry_number: int | None
    subject: str
    email: str
    state: str  # due, sent, undelivered
    failure: str
    made_at: datetime


def latest(viewer: Viewer, *, most: int = 5) -> tuple[Received, ...]:
    """Return the last notices to the viewer, the newest first. Raises SignInFirst."""
    return _listed(_to(viewer), most)


def undelivered(viewer: Viewer, *, most: int = 20) -> tuple[Received, ...]:
    """Return the notices to the viewer that no mail server took, the newest first. Raises SignInFirst."""
    return _listed(_to(viewer).filter(state=Delivery.State.UNDELIVERED), most)


def _to(viewer: Viewer):
    roles.require_signed_in(viewer)
    if not viewer.linked:
        return Delivery.objects.none()
    return Delivery.objects.filter(court_user_id=viewer.court_user_id).exclude(state=Delivery.State.PAPER)


def _listed(rows, most: int) -> tuple[Received, ...]:
    found = rows.select_related("notice__entry__case").order_by("-notice__made_at", "-pk")[:most]
    return tuple(
        Received(
            notice_id=row.notice.public_id,
            case_number=numbers.display(row.notice.entry.case),
            entry_number=row.notice.entry.number,
            subject=row.notice.subject,
            email=row.email,
            state=row.state,
            failure=row.failure,
            made_at=row.notice.made_at,
        )
        for row in found
    )
