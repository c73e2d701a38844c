"""Who is looking: one joined query a request, so that rights and menus are never stale."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openecf.courthouse.courts.models import Court
from openecf.courthouse.courts.questions import Question
from openecf.foundation.references import digest

from .models import SignOn

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)  # since the password was given, in whichever court the day began
_TOUCH = timedelta(minutes=1)  # how stale `seen_at` may grow before it is written again
STAFF = ("clerk", "judge")
FILERS = ("attorney", "trustee", "us_trustee", "creditor")


@dataclass(frozen=True)
class Viewer:
    """The person behind a request. `role` is "public" until an account of this court is linked."""

    court_id: str
    role: str = "public"
    sign_on_id: int | None = None
    person_id: int | None = None
    court_user_id: int | None = None
    key_hash: str = ""
    sub: str = ""
    username: str = ""
    name: str = ""
    account_number: str = ""
    kind: str = ""  # upgraded, legacy
    holder: str = ""  # individual, firm
    search_status: str = ""
    filing_status: str = ""
    receipts_shown: bool = True
    client_code: str = ""
    client_code_required: bool = False
    client_code_format: str = ""
    sid: str = ""
    acr: str = ""
    auth_time: datetime | None = None
    linked_at: datetime | None = None
    court_user_name: str = ""

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self.person_id is not None

    @property
    def linked(self) -> bool:
        """Whether the person has an account of this court (linked or invited)."""
        return self.court_user_id is not None

    @property
    def may_file(self) -> bool:
        """Whether the filing menus are there."""
        return self.role in FILERS or self.role in STAFF

    @property
    def is_staff(self) -> bool:
        """Whether this is a clerk or a judge of the court."""
        return self.role in STAFF


def viewer_for(session_key: str | None, court: Court, *, at: datetime) -> Viewer:
    """Return who signed in with this browser at this court; an ended or idle sign-on is nobody."""
    public = Viewer(court_id=court.pk)
    if not session_key:
        return public
    key_hash = digest(session_key)
    rows = _SIGN_ON.ask(key_hash=key_hash, court=court.pk, seen_after=at - IDLE, proved_after=at - LONGEST)
    if not rows:
        return public
    row = dict(zip(_COLUMNS, rows[0], strict=True))
    if at - row.pop("seen") > _TOUCH:
        SignOn.objects.filter(key_hash=key_hash).update(seen_at=at)
    first, last = row.pop("first"), row.pop("last")
    user_first, user_last = row.pop("user_first"), row.pop("user_last")
    state, role = row.pop("state"), row.pop("user_role")
    if state != "active":
        row["court_user_id"], role = None, None
    return Viewer(
        court_id=court.pk,
        key_hash=key_hash,
        role=role or "public",
        name=" ".join(part for part in (first, last) if part),
        court_user_name=" ".join(part for part in (user_first, user_last) if part),
        **row,
    )


_COLUMNS = {
    "person_id": "person_id",
    "sign_on_id": "pk",
    "client_code": "client_code",
    "sid": "sid",
    "acr": "acr",
    "auth_time": "auth_time",
    "seen": "seen_at",
    "sub": "person__sub",
    "username": "person__username",
    "account_number": "person__account_number",
    "kind": "person__kind",
    "holder": "person__holder",
    "search_status": "person__search_status",
    "filing_status": "person__filing_status",
    "receipts_shown": "person__receipts_shown",
    "client_code_required": "person__client_code_required",
    "client_code_format": "person__client_code_format",
    "linked_at": "person__linked_at",
    "court_user_id": "person__court_user_id",
    "first": "person__first_name",
    "last": "person__last_name",
    "user_first": "person__court_user__first_name",
    "user_last": "person__court_user__last_name",
    "user_role": "person__court_user__role",
    "state": "person__court_user__state",
}


def _sign_on(key_hash: str, court: str, seen_after: datetime, proved_after: datetime):
    found = SignOn.objects.filter(key_hash=key_hash, ended_at=None, person__court=court)
    found = found.filter(seen_at__gt=seen_after, auth_time__gt=proved_after)
    return found.values_list(*_COLUMNS.values())


_SIGN_ON = Question(_sign_on, key_hash=str, court=str, seen_after=datetime, proved_after=datetime)
