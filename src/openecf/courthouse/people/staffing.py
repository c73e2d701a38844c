"""Clerks and judges: invited by one of the staff, approved by another, taken by that very PACER account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.names import folded
from openecf.foundation.references import digest, new_public_id, new_token
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import bulletins, freshness, roles, staff_letters
from .closing import NoSuchAccount, OwnAccount
from .deciding import ReasonNeeded, TwoClerks
from .models import CourtUser, Person, StaffInvitation
from .viewer import STAFF, Viewer

LIFE = timedelta(days=7)


class ChooseRole(Refusal):
    """Choose clerk or judge."""

    field = "role"


class SevenDigits(Refusal):
    """Enter the seven digits of the PACER account."""

    field = "account_number"


class NameNeeded(Refusal):
    """Enter the last name of the account's holder."""

    field = "last_name"


class NotAnAddress(Refusal):
    """Enter the e-mail address the invitation goes to, like name@example.org."""

    field = "email"


class InitialsNeeded(Refusal):
    """Enter two to five letters as initials; docket entries are signed with them."""

    field = "initials"


class InvitedAlready(Refusal):
    """This account is invited already, or on the staff. Look at the list."""

    field = "account_number"


class NotOpen(Refusal):
    """Somebody else decided this first. Look at the list again."""


@dataclass(frozen=True)
class NewStaff:
    """Whom the court invites, and as what."""

    account_number: str
    last_name: str
    role: str
    initials: str
    email: str


def invite(viewer: Viewer, court: Court, who: NewStaff, *, reason: str, at: datetime) -> str:
    """Propose somebody for the staff; nothing is mailed before another approves. Return the id.

    Raises NotYours, SignInAgain, ReasonNeeded, SevenDigits, NameNeeded, ChooseRole, InitialsNeeded,
    NotAnAddress, InvitedAlready.
    """
    _require(viewer, at=at)
    _check(who, reason)
    if _is_known(court, who.account_number, at=at):
        raise InvitedAlready
    with transaction.atomic():
        row = StaffInvitation.objects.create(
            public_id=new_public_id(),
            token_hash=digest(new_token()),
            court=court,
            invited_by_id=viewer.court_user_id,
            invited_at=at,
            reason=reason.strip(),
            **{name: value.strip() for name, value in vars(who).items()},
        )
        record(viewer, row, "people.staff_invited", {"reason": row.reason}, at=at)
    return row.public_id


def approve(viewer: Viewer, court: Court, public_id: str, *, at: datetime) -> None:
    """Approve what another proposed; the link is mailed and lives seven days.

    Raises NotYours, SignInAgain, TwoClerks, NotOpen.
    """
    _require(viewer, at=at)
    row = _row(court, public_id)
    if row.invited_by_id == viewer.court_user_id or row.account_number == viewer.account_number:
        raise TwoClerks
    token = new_token()
    waiting = StaffInvitation.objects.filter(pk=row.pk, approved_at=None, ended_at=None)
    approved = {"approved_by_id": viewer.court_user_id, "approved_at": at, "expires_at": at + LIFE}
    with transaction.atomic():
        if waiting.update(token_hash=digest(token), **approved) != 1:
            raise NotOpen
        record(viewer, row, "people.staff_approved", {}, at=at)
        staff_letters.invited(court, row, token, until=at + LIFE, at=at)


def withdraw(viewer: Viewer, court: Court, public_id: str, *, at: datetime) -> None:
    """Withdraw an invitation that nobody took. Raises NotYours, NotOpen."""
    _require(viewer, at=at)
    row = _row(court, public_id)
    with transaction.atomic():
        if StaffInvitation.objects.filter(pk=row.pk, taken_at=None, ended_at=None).update(ended_at=at) != 1:
            raise NotOpen
        record(viewer, row, "people.staff_withdrawn", {}, at=at)


def remove(viewer: Viewer, court: Court, number: int, *, reason: str, at: datetime) -> None:
    """Take somebody off the staff: from the next page on that account can only search.

    Raises NotYours, SignInAgain, ReasonNeeded, NoSuchAccount, OwnAccount.
    """
    _require(viewer, at=at)
    if number == viewer.court_user_id:
        raise OwnAccount
    if not reason.strip():
        raise ReasonNeeded
    account = CourtUser.objects.filter(court=court, pk=number, role__in=STAFF).select_related("court").first()
    if account is None:
        raise NoSuchAccount
    with transaction.atomic():
        if CourtUser.objects.filter(pk=account.pk, state="active").update(state="closed") != 1:
            raise NotOpen
        person = Person.objects.filter(court_user=account).first()
        Person.objects.filter(court_user=account).update(court_user=None, linked_at=None, link_reference="")
        detail = {
            "reason": reason.strip(),
            "role": account.role,
            "username": person.username if person else "",
        }
        actor = viewer.account_number or viewer.username
        trail.record(court.pk, actor, "people.staff_removed", f"court user {number}", detail=detail, at=at)
        if person:
            tell(court, person, account, "unlinked", "is no longer on the staff", at=at)
        staff_letters.removed(court, account, person, reason.strip(), at=at)


def tell(court: Court, person: Person, account: CourtUser, state: str, words: str, *, at: datetime) -> None:
    """Tell the center how somebody stands with the staff now."""
    sentence = f"{account.name.full} {words} of {court.title}."
    facts = {"state": state, "role": account.role, "name": account.name.full}
    bulletins.tell(court, person, "staff", sentence, **facts, at=at)


def _require(viewer: Viewer, *, at: datetime) -> None:
    roles.require_staff(viewer)
    freshness.require_fresh(viewer, at=at)


def _check(who: NewStaff, reason: str) -> None:
    if who.role not in STAFF:
        raise ChooseRole
    if not (who.account_number.strip().isdecimal() and len(who.account_number.strip()) == 7):
        raise SevenDigits
    if not folded(who.last_name):
        raise NameNeeded
    if not (who.initials.strip().isalpha() and 2 <= len(who.initials.strip()) <= 5):
        raise InitialsNeeded
    try:
        validate_email(who.email.strip())
    except ValidationError as error:
        raise NotAnAddress from error
    if not reason.strip():
        raise ReasonNeeded


def _is_known(court: Court, number: str, *, at: datetime) -> bool:
    open_ones = StaffInvitation.objects.filter(court=court, account_number=number.strip(), taken_at=None)
    lives = open_ones.filter(ended_at=None).exclude(expires_at__lte=at).exists()
    on_staff = Person.objects.filter(court=court, account_number=number.strip(), court_user__role__in=STAFF)
    return lives or on_staff.exists()


def _row(court: Court, public_id: str) -> StaffInvitation:
    row = StaffInvitation.objects.filter(court=court, public_id=public_id).select_related("court").first()
    if row is None:
        raise NoSuchRecord
    return row


def record(
    viewer: Viewer, row: StaffInvitation, action: str, detail: dict[str, str], *, at: datetime
) -> None:
    """Write one line about an invitation."""
    facts = {"role": row.role, "account": row.account_number, "last_name": row.last_name}
    actor = viewer.account_number or viewer.username
    trail.record(row.court_id, actor, action, f"invitation {row.public_id}", detail=facts | detail, at=at)
