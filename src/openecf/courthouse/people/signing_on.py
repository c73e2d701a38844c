"""Signing on at a court with a center account, and every way a sign-on ends."""

from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation import addresses
from openecf.foundation.messages import Identity
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from . import proofs
from .models import Person, SeenLogoutToken, SignOn
from .viewer import Viewer

STEP_UP_AFTER = timedelta(minutes=10)
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_LEEWAY = timedelta(seconds=60)
_KEPT = timedelta(days=1)  # how long a logout token is remembered after its time
_TOLD = (  # what the center says of an account, kept from the last sign-on
    "account_number",
    "username",
    "first_name",
    "middle_name",
    "last_name",
    "suffix",
    "firm_name",
    "bar_number",
    "email",
    "billing_email",
    "kind",
    "holder",
    "search_status",
    "filing_status",
    "receipts_shown",
    "client_code_required",
    "client_code_format",
)


class LogoutTokenRefused(Refusal):
    """This is not a logout token for this court, or it was taken before."""


class SessionEnded(Refusal):
    """You logged out in another window while you were signing in here. Sign in again."""

    status = 401


def sign_on(
    court: Court, identity: Identity, *, session_key: str, replacing: str = "", id_token: str, at: datetime
) -> SignOn:
    """Sign on whoever the center vouches for, in the browser with this session key.

    `replacing` is the key the browser had before: the same person's client code and proofs of an old login
    stay as they were. Raises SessionEnded.
    """
    with transaction.atomic():
        person = meet(court, identity, at=at)
        before = SignOn.objects.filter(key_hash=digest(replacing), person=person, ended_at=None).first()
        if before:
            proofs.follow(person, before.key_hash, digest(session_key), at=at)
        SignOn.objects.filter(key_hash=digest(replacing), ended_at=None).update(ended_at=at)
        made = SignOn.objects.create(
            key_hash=digest(session_key),
            person=person,
            sid=identity.sid,
            acr=identity.acr,
            auth_time=identity.auth_time,
            client_code=before.client_code if before else identity.client_code,
            acting_by_id=before.acting_by_id if before else None,
            id_token=id_token,
            made_at=at,
            seen_at=at,
        )
        trail.record(court.pk, identity.account_number, "people.signed_on", identity.username, at=at)
    _require_living_session(made, at=at)
    return made


def log_out(viewer: Viewer, *, session_key: str = "", at: datetime) -> str:
    """End this browser's sign-on; return its ID token, the hint for logging out at the center.

    The key finds one that is idle too: nobody's here, but its session at the center and elsewhere may live.
    """
    this = Q(pk=viewer.sign_on_id) | Q(key_hash=digest(session_key), person__court=viewer.court_id)
    row = SignOn.objects.filter(this, ended_at=None).select_related("person").first()
    if row is None:
        return ""
    with transaction.atomic():
        if SignOn.objects.filter(pk=row.pk, ended_at=None).update(ended_at=at):
            who = row.person
            trail.record(viewer.court_id, who.account_number, "people.logged_out", who.username, at=at)
    return row.id_token


def end_by_token(court: Court, claims: dict[str, object], *, at: datetime) -> int:
    """End every sign-on a logout token names; its signature was checked. Return how many there were.

    Raises LogoutTokenRefused. Source: OpenID Connect Back-Channel Logout 1.0, 2.6.
    """
    _check(court, claims, at=at)
    with transaction.atomic():
        _take_once(claims)
        SeenLogoutToken.objects.filter(expires_at__lt=at - _KEPT).delete()
        ended = _end_named(court, claims, at=at)
        if ended:
            trail.record(court.pk, "center", "people.logged_out", str(claims.get("sid") or ""), at=at)
    _end_named(court, claims, at=at)  # one that was committed meanwhile, and did not see this token yet
    return ended


def needs_step_up(viewer: Viewer, *, after: timedelta = STEP_UP_AFTER, at: datetime) -> bool:
    """Tell whether the password was typed too long ago for what can't be undone."""
    return viewer.auth_time is None or at - viewer.auth_time > after


def meet(court: Court, identity: Identity, *, at: datetime) -> Person:
    """Find or make the person, and keep what the center says of the account now; a link is not touched."""
    told = {name: getattr(identity, name) for name in _TOLD}
    person = Person(court=court, iss=identity.iss, sub=identity.sub, first_seen_at=at, **told)
    Person.objects.bulk_create(
        [person], update_conflicts=True, unique_fields=["court", "iss", "sub"], update_fields=_TOLD
    )
    return Person.objects.get(court=court, iss=identity.iss, sub=identity.sub)


def _require_living_session(made: SignOn, *, at: datetime) -> None:
    """End a sign-on whose session the center ended while it was being made. Raises SessionEnded."""
    if made.sid and SeenLogoutToken.objects.filter(sid=made.sid).exists():
        SignOn.objects.filter(pk=made.pk, ended_at=None).update(ended_at=at)
        raise SessionEnded


def _end_named(court: Court, claims: dict[str, object], *, at: datetime) -> int:
    named = {"sid": claims["sid"]} if claims.get("sid") else {"person__sub": claims["sub"]}
    rows = SignOn.objects.filter(person__court=court, person__iss=claims["iss"], ended_at=None, **named)
    return rows.update(ended_at=at)


def _check(court: Court, claims: dict[str, object], *, at: datetime) -> None:
    now, leeway = at.timestamp(), _LEEWAY.total_seconds()
    events = claims.get("events")
    right = (
        claims.get("iss") == addresses.issuer(),
        claims.get("aud") == court.pk,
        isinstance(claims.get("exp"), int | float) and claims["exp"] > now - leeway,
        isinstance(claims.get("iat"), int | float) and claims["iat"] < now + leeway,
        isinstance(events, dict) and LOGOUT_EVENT in events,
        "nonce" not in claims,
        isinstance(claims.get("jti"), str),
        isinstance(claims.get("sid") or claims.get("sub"), str),
    )
    if not all(right):
        raise LogoutTokenRefused


def _take_once(claims: dict[str, object]) -> None:
    expires_at = datetime.fromtimestamp(claims["exp"], UTC)
    try:
        with transaction.atomic():
            SeenLogoutToken.objects.create(
                jti=digest(claims["jti"]), sid=claims.get("sid") or "", expires_at=expires_at
            )
    except IntegrityError:
        raise LogoutTokenRefused from None
