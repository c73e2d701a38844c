"""Who is on the court's staff, and who is invited."""

from dataclasses import dataclass
from datetime import datetime

from openecf.courthouse.courts.models import Court

from . import roles
from .models import CourtUser, StaffInvitation
from .viewer import STAFF, Viewer


@dataclass(frozen=True)
class Member:
    """One of the staff."""

    number: int
    name: str
    role: str
    initials: str
    username: str
    since: datetime
    is_own: bool


@dataclass(frozen=True)
class Invitation:
    """Somebody invited, who has not come yet."""

    public_id: str
    account_number: str
    last_name: str
    role: str
    email: str
    reason: str
    invited_by: str
    invited_at: datetime
    approved_by: str
    expires_at: datetime | None
    has_run_out: bool
    is_own: bool


def members(viewer: Viewer, court: Court) -> list[Member]:
    """Return the staff of this court, by name. Raises NotYours."""
    roles.require_staff(viewer, court)
    rows = CourtUser.objects.filter(court=court, role__in=STAFF, state="active").select_related("person")
    return [
        Member(
            row.pk,
            row.name.full,
            row.get_role_display(),
            row.initials,
            row.person.username if hasattr(row, "person") else "",
            row.made_at,
            row.pk == viewer.court_user_id,
        )
        for row in rows.order_by("last_name", "first_name", "pk")
    ]


def invitations(viewer: Viewer, court: Court, *, at: datetime) -> list[Invitation]:
    """Return the invitations nobody took yet, the oldest first. Raises NotYours."""
    roles.require_staff(viewer, court)
    rows = StaffInvitation.objects.filter(court=court, taken_at=None, ended_at=None)
    rows = rows.select_related("invited_by", "approved_by").order_by("invited_at", "pk")
    copied = (
        "public_id",
        "account_number",
        "last_name",
        "role",
        "email",
        "reason",
        "invited_at",
        "expires_at",
    )
    return [
        Invitation(
            invited_by=row.invited_by.name.full,
            approved_by=row.approved_by.name.full if row.approved_by else "",
            has_run_out=bool(row.expires_at and row.expires_at <= at),
            is_own=row.invited_by_id == viewer.court_user_id,
            **{name: getattr(row, name) for name in copied},
        )
        for row in rows[:200]
    ]
