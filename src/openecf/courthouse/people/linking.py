"""Linking a PACER account to an old filing account: once in each court, shown before it is done.

First `find_court_user` proves the old login and returns both names; then `link` makes the link for good.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import attempts, comparing, failing, freshness, joining, obstacles, passwords, proofs, roles
from .comparing import Comparison
from .joining import Linked
from .models import LinkProof, Person
from .viewer import Viewer


class NamesNotChecked(Refusal):
    """The names differ. Check them, and tick that both accounts are yours before you submit."""

    field = "names_checked"


@dataclass(frozen=True)
class Match:
    """An old account that was proved, beside the PACER account: shown before anything is linked."""

    token: str
    expires_at: datetime
    comparison: Comparison
    username: str
    account_number: str

    @property
    def needs_tick(self) -> bool:
        """Whether the names differ so much that the person must say they were checked."""
        return self.comparison.needs_tick


def find_court_user(
    viewer: Viewer, court: Court, *, login: str, password: str, address: str, at: datetime
) -> Match:
    """Prove an old login and password, and return both accounts side by side; nothing is linked yet.

    Raises SignInFirst, SignInAgain, what `obstacles` tells, TooManyTries, PasswordDisabled, NoMatch,
    AccountClosed, LinkedToAnother.
    """
    roles.require_signed_in(viewer)
    freshness.require_fresh(viewer, at=at)
    obstacles.require_none(viewer, court, at=at)
    counters = attempts.of_link(court, viewer.person_id, login, address)
    left = attempts.begin(court, counters, at=at)
    account = passwords.account_proved(court, login, password)
    if account is None:
        failing.record_failure(viewer, court, login, address=address, at=at)
        raise failing.no_match(court, counters, left, at=at)
    attempts.succeed(counters)
    failing.require_waiting(viewer, account, at=at)
    with transaction.atomic():
        token = proofs.issue(viewer, account, "password", at=at)
        detail = {"means": "password"}
        failing.record(viewer, account, "people.link_proved", detail, address=address, at=at)
    return match_for(viewer, token, at=at)


def match_for(viewer: Viewer, token: str, *, at: datetime) -> Match:
    """Return what a living proof is about.

    Raises SignInFirst, ProofGone, AlreadyLinked, LinkedToAnother, AccountClosed.
    """
    roles.require_signed_in(viewer)
    return _match(viewer, proofs.find(viewer, token), token, at=at)


def _match(viewer: Viewer, proof: LinkProof, token: str, *, at: datetime) -> Match:
    if proof.person.court_user is not None:
        raise obstacles.already_linked(proof.person)
    failing.require_waiting(viewer, proof.court_user, at=at)
    proofs.require_alive(proof, at=at)
    return Match(
        token=token,
        expires_at=proof.expires_at,
        comparison=comparing.compare(proof.court_user, proof.person),
        username=proof.person.username,
        account_number=proof.person.account_number,
    )


def link(viewer: Viewer, token: str, *, names_checked: bool, address: str = "", at: datetime) -> Linked:
    """Link for good; sent twice, it returns the same link.

    Raises SignInAgain, NamesNotChecked, and what `match_for` raises.
    """
    roles.require_signed_in(viewer)
    proof = proofs.find(viewer, token)
    if _is_made(proof):
        return _linked(proof.person)
    freshness.require_fresh(viewer, at=at)
    if _match(viewer, proof, token, at=at).needs_tick and not names_checked:
        raise NamesNotChecked
    actor = viewer.account_number or viewer.username
    try:
        with transaction.atomic():
            return joining.join(
                proof.person, proof.court_user, proof, actor=actor, means=proof.means, address=address, at=at
            )
    except (IntegrityError, joining.Taken):
        return _after_another(viewer, token, at=at)


def linked(viewer: Viewer, reference: str) -> Linked:
    """Return a link by its reference, to the person it belongs to. Raises SignInFirst, NoSuchRecord."""
    roles.require_signed_in(viewer)
    person = Person.objects.filter(pk=viewer.person_id, link_reference=reference).first()
    if person is None or not reference:
        raise NoSuchRecord
    return _linked(person)


def _is_made(proof: LinkProof) -> bool:
    """Tell whether this proof, or another tab, made the link between the same two accounts."""
    return proof.person.court_user_id == proof.court_user_id


def _after_another(viewer: Viewer, token: str, *, at: datetime) -> Linked:
    """Say how things stand when somebody else was first."""
    proof = proofs.find(viewer, token)
    if _is_made(proof):
        return _linked(proof.person)
    _match(viewer, proof, token, at=at)
    raise proofs.ProofGone


def _linked(person: Person) -> Linked:
    detail = trail.line_by_reference(person.court_id, person.link_reference).detail
    return Linked(
        reference=person.link_reference,
        at=person.linked_at,
        court_user_name=detail["court_user_name"],
        pacer_name=detail["pacer_name"],
        mails=tuple(detail["mails"]),
    )
