"""Browsers signed in at the center: beginning, renewing and ending a session, and with it each court's."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from oauth2_provider.models import AccessToken

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.questions import Question

from . import refreshing, tokens
from .models import CodeUse, LogoutDelivery, ProviderSession

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_TOUCH = timedelta(minutes=1)  # how stale `seen_at` may grow before it is written again
_LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
_PASSKEY = {"hwk", "swk", "pop"}
STRENGTH = {"aal1": 1, "aal2": 2, "aal2-phr": 3}


@dataclass(frozen=True)
class Standing:
    """How somebody is signed in at the center."""

    session_id: int
    sid: str
    account_id: int
    auth_time: datetime
    acr: str
    amr: tuple[str, ...]
    account: Account
    seen_at: datetime
    redaction_at: datetime | None

    @property
    def idle_ends_at(self) -> datetime:
        """When it ends if nothing is done."""
        return min(self.seen_at + IDLE, self.ends_at)

    @property
    def ends_at(self) -> datetime:
        """When it ends whatever is done, unless the password is given again."""
        return self.auth_time + LONGEST

    def is_older_than(self, age: timedelta, *, at: datetime) -> bool:
        """Whether the password was typed longer ago than this, by the whole second that courts are told."""
        return at - self.auth_time.replace(microsecond=0) > age


def begin(
    account: Account,
    *,
    session_key: str,
    replacing: str = "",
    amr: Sequence[str] = ("pwd",),
    client_code: str = "",
    address: str = "",
    browser: str = "",
    at: datetime,
) -> ProviderSession:
    """Begin a session, or renew that of the same account with the key `replacing`; courts keep its sid.

    A session of another account in the same browser ends.
    """
    facts = {
        "session_key": session_key,
        "auth_time": at,
        "acr": strength_of(amr),
        "amr": list(amr),
        "address": address,
        "browser": browser[:200],
        "seen_at": at,
    }
    before = _living().filter(session_key=replacing).first() if replacing else None
    if before and before.account_id == account.pk:
        renewed = facts | ({"client_code": client_code} if client_code else {})
        _living().filter(pk=before.pk).update(**renewed)
        return ProviderSession.objects.get(pk=before.pk)
    if before:
        end(before, at=at)
    return ProviderSession.objects.create(
        account=account, client_code=client_code or account.client_code, begun_at=at, **facts
    )


def standing(session_key: str | None, *, at: datetime) -> Standing | None:
    """Return how the browser with this key is signed in; an idle, old or ended session is nobody's.

    An idle one is not ended: its person may be at work in a court, and signing in again renews it.
    """
    if not session_key:
        return None
    rows = _STANDING.ask(session_key=session_key, seen_after=at - IDLE, proved_after=at - LONGEST)
    if not rows:
        return None
    return _standing_of(rows[0], at=at)


def _standing_of(row: tuple, *, at: datetime) -> Standing:
    session_id, sid, account_id, auth_time, acr, amr, seen_at, ticked_at = row[: len(_SESSION)]
    if at - seen_at > _TOUCH:
        ProviderSession.objects.filter(pk=session_id).update(seen_at=at)
        seen_at = at
    account = Account.from_db("default", _ACCOUNT, row[len(_SESSION) :])
    return Standing(session_id, str(sid), account_id, auth_time, acr, tuple(amr), account, seen_at, ticked_at)


_SESSION = ("pk", "sid", "account_id", "auth_time", "acr", "amr", "seen_at", "redaction_at")
_ACCOUNT = [field.attname for field in Account._meta.concrete_fields]


def _standing(session_key: str, seen_after: datetime, proved_after: datetime) -> QuerySet:
    found = ProviderSession.objects.filter(session_key=session_key, ended_at=None)
    found = found.filter(seen_at__gt=seen_after, auth_time__gt=proved_after)
    return found.values_list(*_SESSION, *(f"account__{name}" for name in _ACCOUNT))


_STANDING = Question(_standing, session_key=str, seen_after=datetime, proved_after=datetime)


def strength_of(amr: Sequence[str]) -> str:
    """Return the acr of what was proved, in the words of RFC 8176: a passkey is more than a code."""
    if _PASSKEY.intersection(amr):
        return "aal2-phr"
    return "aal2" if "otp" in amr else "aal1"


def follow(old_key: str | None, new_key: str) -> None:
    """Keep a browser's session when its key is renewed: without one, log out would not find it."""
    _living().filter(session_key=old_key or "").update(session_key=new_key)


def end(session: ProviderSession, *, at: datetime) -> None:
    """End one session, its tokens, and tell each court that was signed in to with it."""
    with transaction.atomic():
        if _living().filter(pk=session.pk).update(ended_at=at):  # once, whoever comes first
            _close(session, at=at)


def end_by_key(session_key: str | None, *, at: datetime) -> None:
    """End the session of one browser, if it has one."""
    for session in _living().filter(session_key=session_key or ""):
        end(session, at=at)


def end_by_sid(sid: str, *, at: datetime) -> None:
    """End the session a court names in a hint, if it still lives."""
    for session in _living().filter(sid=sid):
        end(session, at=at)


def end_all(account: Account, *, but_key: str = "", at: datetime) -> int:
    """End every session of an account but the one with this key, and its tokens; return how many sessions."""
    tokens.end_all(account, at=at)
    ended = list(_living().filter(account=account).exclude(session_key=but_key))
    for session in ended:
        end(session, at=at)
    return len(ended)


def void_tokens(keys: Iterable[int] | QuerySet) -> None:
    """Make access tokens worth nothing; the rows stay, for a request that is just answering with one."""
    AccessToken.objects.filter(pk__in=keys).update(expires=_LONG_AGO)


def _close(session: ProviderSession, *, at: datetime) -> None:
    used = CodeUse.objects.filter(session=session)
    void_tokens(used.values("access_token_id"))
    refreshing.void(used.exclude(refresh_family=None).values_list("refresh_family", flat=True))
    courts = set(used.values_list("client_id", flat=True))
    LogoutDelivery.objects.bulk_create(
        LogoutDelivery(session=session, client_id=court, due_at=at) for court in sorted(courts)
    )
    Session.objects.filter(session_key=session.session_key).delete()
    trail.record("center", session.account.number, "signon.session_ended", str(session.sid), at=at)


def _living():
    return ProviderSession.objects.filter(ended_at=None).select_related("account")
