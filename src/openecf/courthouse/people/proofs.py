"""Proof that somebody may take over an old account: five minutes, one sign-on, one exact account."""

from datetime import datetime, timedelta

from django.db.models import Q

from openecf.foundation.references import digest, new_token
from openecf.foundation.refusals import Refusal

from . import passwords
from .models import CourtUser, LinkProof, LoginReminder, Person
from .viewer import Viewer

LIFE = timedelta(minutes=5)


class ProofGone(Refusal):
    """Time ran out for safety, or this page belongs to another sign-in. Enter the old login again."""


def issue(viewer: Viewer, account: CourtUser, means: str, *, at: datetime) -> str:
    """Make a proof for this sign-on and return its token, which is kept nowhere."""
    token = new_token()
    LinkProof.objects.create(
        token_hash=digest(token),
        person_id=viewer.person_id,
        court_user=account,
        key_hash=viewer.key_hash,
        password_mark=passwords.mark(account),
        means=means,
        expires_at=at + LIFE,
    )
    return token


def find(viewer: Viewer, token: str) -> LinkProof:
    """Return the proof if it belongs to this very sign-on, alive or not. Raises ProofGone."""
    proof = (
        LinkProof.objects.filter(
            token_hash=digest(token), person_id=viewer.person_id, key_hash=viewer.key_hash
        )
        .select_related("person__court_user__court", "court_user__court")
        .first()
    )
    if proof is None or proof.person.court_id != viewer.court_id:
        raise ProofGone
    return proof


def require_alive(proof: LinkProof, *, at: datetime) -> None:
    """Raise ProofGone when time ran out or the old password is not the proved one any more."""
    unchanged = proof.password_mark == passwords.mark(proof.court_user)
    if proof.used_at or proof.expires_at <= at or not unchanged:
        raise ProofGone


def use(proof: LinkProof, reference: str, *, at: datetime) -> bool:
    """Use a proof up by one conditional UPDATE; False when it was used or ran out."""
    alive = LinkProof.objects.filter(pk=proof.pk, used_at=None, expires_at__gt=at)
    return alive.update(used_at=at, reference=reference) == 1


def follow(person: Person, old_key_hash: str, new_key_hash: str, *, at: datetime) -> None:
    """Bind a person's proofs to the same browser's new sign-on, as long as they live."""
    living = LinkProof.objects.filter(person=person, key_hash=old_key_hash, expires_at__gt=at)
    living.update(key_hash=new_key_hash)


def end_all(account: CourtUser, person: Person, *, at: datetime) -> None:
    """End every other way to link: proofs and reminders of the account and of the person.

    One row after the other, by key: two people who proved each other's accounts would lock each other up.
    """
    theirs = Q(court_user=account) | Q(person=person)
    for model in (LinkProof, LoginReminder):
        living = model.objects.filter(theirs, used_at=None, expires_at__gt=at)
        for pk in living.order_by("pk").values_list("pk", flat=True):
            model.objects.filter(pk=pk, used_at=None, expires_at__gt=at).update(expires_at=at)
