"""Two clerks answer a request to link: one proposes, another approves or refuses, each with a reason."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.names import masked_email
from openecf.foundation.refusals import NotYours, Refusal

from . import failing, freshness, joining, link_letters, obstacles, proofs, reminders, requests, roles
from .models import CourtUser, LinkRequest, NoticeAddress, Person
from .viewer import Viewer

PROPOSALS = ("address", "link")


class ReasonNeeded(Refusal):
    """Give a reason; it stays on the record and goes to the filer."""

    field = "reason"


class NotAnAddress(Refusal):
    """Enter the new e-mail address, like name@example.org."""

    field = "new_email"


class ChooseWhat(Refusal):
    """Choose whether to change the address on the record or to make the link."""

    field = "proposal"


class NoSuchAccount(Refusal):
    """Choose a filing account of this court that waits to be linked."""


class TwoClerks(NotYours):
    """Another clerk must decide: nobody decides on what he or she proposed or asked for."""


class NotOpen(Refusal):
    """This request was decided, or somebody else changed it first. Look at it again."""


def propose(
    viewer: Viewer,
    court: Court,
    reference: str,
    *,
    account_number: int,
    proposal: str,
    new_email: str = "",
    reason: str,
    at: datetime,
) -> None:
    """Propose an account, and either a new address for its record or the link itself.

    Raises NotYours, SignInAgain, NoSuchRecord, ReasonNeeded, ChooseWhat, NotAnAddress, NoSuchAccount,
    TwoClerks, NotOpen.
    """
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    row = requests.row_of(court, reference)
    if row.person_id == viewer.person_id:
        raise TwoClerks
    _check(proposal, new_email, reason)
    account = CourtUser.objects.filter(court=court, pk=account_number, state=CourtUser.State.LEGACY).first()
    if account is None:
        raise NoSuchAccount
    with transaction.atomic():
        still = LinkRequest.objects.filter(pk=row.pk, state=row.state, proposed_at=row.proposed_at)
        changed = still.filter(state__in=["open", "proposed"]).update(
            state=LinkRequest.State.PROPOSED,
            court_user=account,
            proposal=proposal,
            new_email=new_email.strip() if proposal == "address" else "",
            proposed_by_id=viewer.court_user_id,
            proposed_reason=reason.strip(),
            proposed_at=at,
        )
        if changed != 1:
            raise NotOpen
        detail = {"proposal": proposal, "reason": reason.strip(), "by": viewer.court_user_name}
        if proposal == "address":
            detail["address"] = masked_email(new_email.strip())
        failing.record(viewer, account, "people.link_proposed", detail, reference=row.reference, at=at)


def approve(viewer: Viewer, court: Court, reference: str, *, mark: str, reason: str, at: datetime) -> None:
    """Do what another clerk proposed: change the record's address, or make the link.

    `mark` stands for the proposal that the viewer read (`Request.proposal_mark`).
    Raises NotYours, SignInAgain, NoSuchRecord, ReasonNeeded, TwoClerks, NotOpen, and what keeps the two
    from being linked.
    """
    roles.require_staff(viewer, court)
    freshness.require_fresh(viewer, at=at)
    row = requests.row_of(court, reference)
    _require_other_clerk(viewer, row)
    if not reason.strip():
        raise ReasonNeeded
    if row.state != LinkRequest.State.PROPOSED or requests.mark_of(row) != mark:
        raise NotOpen
    if obstacle := obstacles.of_person(row.person, court, at=at):
        raise obstacle
    failing.require_waiting(viewer, row.court_user, at=at)
    try:
        with transaction.atomic():
            _decide(viewer, row, LinkRequest.State.APPROVED, reason, at=at)
            act = _change_address if row.proposal == "address" else _make_link
            act(viewer, row, reason.strip(), at=at)
    except (IntegrityError, joining.Taken) as error:
        raise NotOpen from error


def refuse(viewer: Viewer, court: Court, reference: str, *, reason: str, at: datetime) -> None:
    """Refuse a request, proposed by another clerk or not at all.

    Raises NotYours, NoSuchRecord, ReasonNeeded, TwoClerks, NotOpen.
    """
    roles.require_staff(viewer, court)
    row = requests.row_of(court, reference)
    _require_other_clerk(viewer, row)
    if not reason.strip():
        raise ReasonNeeded
    with transaction.atomic():
        _decide(viewer, row, LinkRequest.State.REFUSED, reason, at=at)
        mails = [row.person.email, *(link_letters.known_to(row.court_user) if row.court_user else ())]
        facts = {"reference": row.reference, "reason": reason.strip()}
        link_letters.refused(court, row.person, mails, facts, at=at)


def _check(proposal: str, new_email: str, reason: str) -> None:
    if proposal not in PROPOSALS:
        raise ChooseWhat
    if proposal == "address":
        try:
            validate_email(new_email.strip())
        except ValidationError as error:
            raise NotAnAddress from error
    if not reason.strip():
        raise ReasonNeeded


def _require_other_clerk(viewer: Viewer, row: LinkRequest) -> None:
    if viewer.court_user_id == row.proposed_by_id or viewer.person_id == row.person_id:
        raise TwoClerks


def _decide(viewer: Viewer, row: LinkRequest, state: str, reason: str, *, at: datetime) -> None:
    """Claim the decision by one conditional UPDATE on exactly the proposal that was read."""
    still = LinkRequest.objects.filter(pk=row.pk, state=row.state, proposed_at=row.proposed_at)
    changed = still.filter(state__in=["open", "proposed"]).update(
        state=state, decided_by_id=viewer.court_user_id, decided_reason=reason.strip(), decided_at=at
    )
    if changed != 1:
        raise NotOpen
    detail = {"reason": reason.strip(), "by": viewer.court_user_name, "proposal": row.proposal}
    if row.proposal == "address":
        detail["address"] = masked_email(row.new_email)
    trail.record(
        row.court_id,
        viewer.account_number or viewer.username,
        f"people.link_request_{state}",
        failing.subject_of(row.court_user) if row.court_user else f"person {row.person_id}",
        detail=detail,
        reference=row.reference,
        at=at,
    )


def _change_address(viewer: Viewer, row: LinkRequest, reason: str, *, at: datetime) -> None:
    """Put the new address on the record, tell every address, and send the reminder there."""
    account, old = row.court_user, row.court_user.email
    mails = [*link_letters.known_to(account), row.new_email, row.person.email]
    waits = CourtUser.objects.filter(pk=account.pk, state=CourtUser.State.LEGACY)
    if waits.update(email=row.new_email) != 1:
        raise joining.Taken
    unlinked = Person.objects.filter(pk=row.person_id, court_user=None)
    if unlinked.update(court_user=None) != 1:  # changes nothing: it makes a link of this person wait, or us
        raise joining.Taken
    NoticeAddress.objects.filter(court_user=account, email__in=[old, row.new_email]).delete()
    NoticeAddress.objects.create(court_user=account, email=row.new_email)
    account.email = row.new_email
    facts = {"old": old or "none", "new": row.new_email, "reference": row.reference, "reason": reason}
    link_letters.address_changed(account, row.person, mails, facts, at=at)
    proofs.end_all(account, row.person, at=at)
    reminders.send(row.person_id, account, actor=viewer, at=at)


def _make_link(viewer: Viewer, row: LinkRequest, reason: str, *, at: datetime) -> None:
    actor = viewer.account_number or viewer.username
    person = Person.objects.get(pk=row.person_id)
    joining.join(person, row.court_user, None, actor=actor, means="court", at=at)
