"""The people a firm pays for: invited by number, accepted by their holder, ended by either side.

Who pays for a receipt is who paid at its instant: from joining to leaving the firm, before and after it the
person. Nobody pays for what was used before they agreed to.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.center.accounts import holding, mailing
from openecf.center.accounts.models import Account
from openecf.center.signon import freshness
from openecf.center.signon.sessions import Standing
from openecf.foundation.refusals import NoSuchRecord, Refusal

from .models import Membership

State = Membership.State
PAID_FOR = (State.MEMBER, State.LEFT, State.REMOVED)  # of those who once agreed


class InvitationGone(NoSuchRecord):
    """This invitation was answered before, or the firm took it back."""


class PaidByAnother(Refusal):
    """Another firm pays for you already. Leave it first, then accept this invitation."""


class NoFirmPays(NoSuchRecord):
    """No firm pays for your account."""


class NobodyChosen(Refusal):
    """Choose at least one account to remove."""

    field = "members"


@dataclass(frozen=True)
class Member:
    """One account in a firm's list, as the firm may know it."""

    public_id: str
    number: str
    name: str
    state: str  # invited, member, declined, left, removed
    cost_center: str
    remark: str
    invited_at: datetime
    answered_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True)
class FirmFacts:
    """A firm as its people see it: who pays, since when, or that it asks."""

    public_id: str
    number: str
    name: str
    invited_at: datetime
    since: datetime | None


@dataclass(frozen=True)
class Span:
    """From when to when a firm paid for an account."""

    member_id: int
    firm_id: int
    since: datetime
    until: datetime | None

    def covers(self, at: datetime) -> bool:
        """Whether the firm paid at this instant."""
        return self.since <= at and (self.until is None or at < self.until)


def accept(account: Account, public_id: str, *, standing: Standing, at: datetime) -> None:
    """Let a firm pay for this account from now on; both are told.

    Raises SignInAgain, InvitationGone, PaidByAnother.
    """
    freshness.require(standing, at=at)
    asked = _invited(account, public_id)
    try:
        with transaction.atomic():
            _move(asked, State.INVITED, state=State.MEMBER, answered_at=at)
            Account.objects.filter(pk=account.pk).update(payer=asked.firm)
            _tell("firm_joined", asked, by=account.number, action="firms.joined", at=at)
    except IntegrityError:  # one firm a member
        raise PaidByAnother from None


def decline(account: Account, public_id: str, *, at: datetime) -> None:
    """Answer no; the firm is told. Raises InvitationGone."""
    asked = _invited(account, public_id)
    with transaction.atomic():
        _move(asked, State.INVITED, state=State.DECLINED, answered_at=at)
        _tell("firm_declined", asked, by=account.number, action="firms.declined", at=at)


def leave(account: Account, *, standing: Standing, at: datetime) -> None:
    """Leave the firm that pays; from now on the account pays for itself, and both are told.

    Raises SignInAgain, NoFirmPays.
    """
    freshness.require(standing, at=at)
    if (membership := _rows(member=account, state=State.MEMBER).first()) is None:
        raise NoFirmPays
    with transaction.atomic():
        _end(membership, State.LEFT, by=account.number, remark="", at=at)


def remove(
    firm: Account, public_ids: Collection[str], *, remark: str = "", standing: Standing, at: datetime
) -> int:
    """Remove members, or take invitations back; return how many. Both sides are told of each.

    Raises NotAFirm, SignInAgain, NobodyChosen.
    """
    holding.require_firm(firm)
    freshness.require(standing, at=at)
    chosen = list(_rows(firm=firm, public_id__in=public_ids, state__in=(State.MEMBER, State.INVITED)))
    if not chosen:
        raise NobodyChosen
    with transaction.atomic():
        for membership in chosen:
            _end(membership, State.REMOVED, by=firm.number, remark=remark, at=at)
    return len(chosen)


def set_cost_center(firm: Account, public_id: str, text: str, *, at: datetime) -> None:
    """Keep the cost center under which the firm's invoice shows a member. Raises NoSuchRecord."""
    holding.require_firm(firm)
    with transaction.atomic():
        found = Membership.objects.filter(firm=firm, public_id=public_id)
        if not found.update(cost_center=text.strip()):
            raise NoSuchRecord
        number = found.values_list("member__number", flat=True).get()
        detail = {"cost_center": text.strip()}
        trail.record("center", firm.number, "firms.cost_center_set", number, detail=detail, at=at)


def members(firm: Account, *, states: Sequence[str] = (State.MEMBER, State.INVITED)) -> list[Member]:
    """Return the firm's list, by name."""
    rows = _rows(firm=firm, state__in=states).order_by("member__last_name", "member__first_name", "pk")
    return [_member(row) for row in rows]


def member(firm: Account, public_id: str) -> Member:
    """Return one account of the firm's list. Raises NoSuchRecord."""
    if (row := _rows(firm=firm, public_id=public_id).first()) is None:
        raise NoSuchRecord
    return _member(row)


def cost_centers(firm: Account) -> dict[int, str]:
    """Return the cost center of each account that is or was in the firm, the latest membership counting."""
    rows = Membership.objects.filter(firm=firm).exclude(cost_center="").order_by("pk")
    return dict(rows.values_list("member_id", "cost_center"))


def firm_of(account: Account) -> FirmFacts | None:
    """Return the firm that pays for an account, or None."""
    row = _rows(member=account, state=State.MEMBER).first()
    return _firm(row) if row else None


def invitations(account: Account) -> list[FirmFacts]:
    """Return the firms that ask to pay for an account, the latest first."""
    return [_firm(row) for row in _rows(member=account, state=State.INVITED).order_by("-pk")]


def spans(account_ids: Collection[int]) -> list[Span]:
    """Return from when to when firms paid for these accounts."""
    rows = Membership.objects.filter(member_id__in=account_ids, state__in=PAID_FOR, answered_at__isnull=False)
    return [Span(*row) for row in rows.values_list("member_id", "firm_id", "answered_at", "ended_at")]


def _invited(account: Account, public_id: str) -> Membership:
    if (row := _rows(member=account, public_id=public_id, state=State.INVITED).first()) is None:
        raise InvitationGone
    return row


def _end(membership: Membership, state: str, *, by: str, remark: str, at: datetime) -> None:
    was_member = membership.state == State.MEMBER
    _move(membership, membership.state, state=state, ended_at=at, remark=remark[:250])
    if was_member:
        Account.objects.filter(pk=membership.member_id, payer=membership.firm_id).update(payer=None)
    action = {True: f"firms.{state}", False: "firms.invitation_withdrawn"}[was_member]
    text = {True: f"firm_{state}", False: "firm_withdrawn"}[was_member]
    _tell(text, membership, by=by, action=action, at=at)


def _move(membership: Membership, before: str, **changes: object) -> None:
    """Change a membership that is still as it was read: of two answers at once one counts."""
    if not Membership.objects.filter(pk=membership.pk, state=before).update(**changes):
        raise InvitationGone


def _tell(text: str, membership: Membership, *, by: str, action: str, at: datetime) -> None:
    """Write to both sides, and one line of the trail."""
    firm, person = membership.firm, membership.member
    parts = {"firm": firm.last_name, "number": person.number, "name": person.name.full}
    for each in (firm, person):
        mailing.post(text, each.email, parts, at=at)
    other = firm.number if by == person.number else person.number
    trail.record("center", by, action, other, at=at)


def _rows(**wanted: object):
    return Membership.objects.filter(**wanted).select_related("firm", "member")


def _member(row: Membership) -> Member:
    copied = ("public_id", "state", "cost_center", "remark", "invited_at", "answered_at", "ended_at")
    facts = {name: getattr(row, name) for name in copied}
    return Member(number=row.member.number, name=row.member.name.full, **facts)


def _firm(row: Membership) -> FirmFacts:
    since = row.answered_at if row.state == State.MEMBER else None
    return FirmFacts(row.public_id, row.firm.number, row.firm.last_name, row.invited_at, since)
