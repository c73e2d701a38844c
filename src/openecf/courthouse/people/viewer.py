"""Who is looking: one joined query a request, so that rights and menus are never stale."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from openecf.courthouse.courts.models import Court
from openecf.foundation.references import digest
from openecf.questions import Question

from .models import SignOn

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)  # since the password was given, in whichever court the day began
_TOUCH = timedelta(minutes=1)  # how stale `seen_at` may grow before it is written again
STAFF = ("clerk", "judge")
FILERS = ("attorney", "trustee", "us_trustee", "creditor")
LIMITED = ("party",)  # file the few events that name them, such as a course provider its certificate
AGENT = "agent"  # files for others only, by their grants


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
    seen_at: datetime | None = None  # of the sign-on, to the minute
    linked_at: datetime | None = None
    court_user_name: str = ""
    is_agent: bool = False  # a filing agent's own account, whether acting for somebody now or not
    agent_id: int | None = None  # while acting; then court_user_* and role are the principal's
    agent_name: str = ""
    grant_id: int | None = None
    may_file_here: bool = True  # what the grant allows; without one, everything one's own account allows
    may_pay: bool = True
    may_see_sealed: bool = True

    @property
    def idle_ends_at(self) -> datetime:
        """When the sign-on ends if nothing is done."""
        return min(self.seen_at + IDLE, self.ends_at)

    @property
    def ends_at(self) -> datetime:
        """When the sign-on ends whatever is done, unless the password is given again."""
        return self.auth_time + LONGEST

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self.person_id is not None

    @property
    def linked(self) -> bool:
        """Whether the person has an account of this court (linked or invited)."""
        return self.court_user_id is not None

    @property
    def acting(self) -> bool:
        """Whether a filing agent acts for a principal now."""
        return self.grant_id is not None

    @property
    def actor_id(self) -> int | None:
        """The account of whoever does it: the agent's while acting, else one's own."""
        return self.agent_id or self.court_user_id

    @property
    def may_file(self) -> bool:
        """Whether the filing menus are there. A firm's account only pays."""
        return self.holder != "firm" and self.may_file_here and self.role in (*FILERS, *LIMITED, *STAFF)

    @property
    def is_staff(self) -> bool:
        """Whether this is a clerk or a judge of the court."""
        return self.role in STAFF and not self.acting


def viewer_for(session_key: str | None, court: Court, *, at: datetime) -> Viewer:
    """Return who signed in with this browser at this court; an ended or idle sign-on is nobody."""
    if not session_key:
        return Viewer(court_id=court.pk)
    return viewer_of(digest(session_key), court, at=at)


def viewer_of(key_hash: str, court: Court, *, at: datetime) -> Viewer:
    """Return whose the sign-on is that is kept under this hash."""
    rows = _SIGN_ON.ask(key_hash=key_hash, court=court.pk, seen_after=at - IDLE, proved_after=at - LONGEST)
    if not rows:
        return Viewer(court_id=court.pk)
    row = dict(zip(_COLUMNS, rows[0], strict=True))
    if at - row["seen_at"] > _TOUCH:
        SignOn.objects.filter(key_hash=key_hash).update(seen_at=at)
        row["seen_at"] = at
    first, last = row.pop("first"), row.pop("last")
    grant = {name: row.pop(name) for name in _GRANT}
    account = _account(row, grant, court, at=at)
    return Viewer(
        court_id=court.pk,
        key_hash=key_hash,
        name=" ".join(part for part in (first, last) if part),
        **row | account,
    )


def _account(row: dict, grant: dict, court: Court, *, at: datetime) -> dict[str, object]:
    """Return whose account the viewer uses: one's own, or the principal's while a grant lives."""
    own = {"name": _named(row.pop("user_first"), row.pop("user_last")), "role": row.pop("user_role")}
    own_id = row["court_user_id"]
    if row.pop("state") != "active":
        return {"court_user_id": None, "role": "public", "court_user_name": own["name"]}
    is_agent = own["role"] == AGENT
    if not is_agent or not _lives(grant, own_id, at=at):
        return {"role": own["role"], "court_user_name": own["name"], "is_agent": is_agent}
    return {
        "court_user_id": grant["principal"],
        "court_user_name": _named(grant["principal_first"], grant["principal_last"]),
        "role": grant["principal_role"],
        "is_agent": True,
        "agent_id": own_id,
        "agent_name": own["name"],
        "grant_id": grant["grant"],
        "may_file_here": grant["grant_file"],
        "may_pay": grant["grant_pay"],
        "may_see_sealed": grant["grant_sealed"] and court.agents_may_see_sealed,
    }


def _lives(grant: dict, agent: int, *, at: datetime) -> bool:
    """Tell whether the chosen grant still holds: not ended, not run out, and the principal may act too."""
    if grant["grant"] is None or grant["grant_agent"] != agent or grant["ended_at"] is not None:
        return False
    in_time = grant["ends_at"] is None or grant["ends_at"] > at
    return in_time and grant["principal_state"] == "active" and grant["principal_role"] in FILERS


def _named(first: str | None, last: str | None) -> str:
    return " ".join(part for part in (first, last) if part)


_COLUMNS = {
    "person_id": "person_id",
    "sign_on_id": "pk",
    "client_code": "client_code",
    "sid": "sid",
    "acr": "acr",
    "auth_time": "auth_time",
    "seen_at": "seen_at",
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
    "grant": "acting_by_id",
    "grant_agent": "acting_by__agent_id",
    "grant_file": "acting_by__may_file",
    "grant_pay": "acting_by__may_pay",
    "grant_sealed": "acting_by__may_see_sealed",
    "ends_at": "acting_by__ends_at",
    "ended_at": "acting_by__ended_at",
    "principal": "acting_by__principal_id",
    "principal_first": "acting_by__principal__first_name",
    "principal_last": "acting_by__principal__last_name",
    "principal_role": "acting_by__principal__role",
    "principal_state": "acting_by__principal__state",
}
_GRANT = tuple(_COLUMNS)[list(_COLUMNS).index("grant") :]


def _sign_on(key_hash: str, court: str, seen_after: datetime, proved_after: datetime):
    found = SignOn.objects.filter(key_hash=key_hash, ended_at=None, person__court=court)
    found = found.filter(seen_at__gt=seen_after, auth_time__gt=proved_after)
    return found.values_list(*_COLUMNS.values())


_SIGN_ON = Question(_sign_on, key_hash=str, court=str, seen_after=datetime, proved_after=datetime)
