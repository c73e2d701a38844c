"""The one transaction that makes a link: the person gets the account, and the old login dies."""

from dataclasses import dataclass
from datetime import datetime

from openecf.audit import trail
from openecf.foundation.names import masked_email
from openecf.foundation.references import new_reference

from . import bulletins, errands, link_letters, passwords, proofs
from .models import CourtUser, LinkProof, Person


class Taken(Exception):
    """Somebody else changed the account, the person or the proof first: roll back and look again."""


@dataclass(frozen=True)
class Linked:
    """A link that was made. The same link always has the same reference."""

    reference: str
    at: datetime
    court_user_name: str
    pacer_name: str
    mails: tuple[str, ...]  # masked


def join(
    person: Person,
    account: CourtUser,
    proof: LinkProof | None,
    *,
    actor: str,
    means: str,
    address: str = "",
    at: datetime,
) -> Linked:
    """Link inside the caller's transaction. Raises Taken, or the database's IntegrityError.

    Rows change in one order (registration, account, person, proofs), so that two links at once wait and never
    lock up.
    """
    errands.settle(person, account, at=at)
    reference = new_reference("LNK")
    mails = link_letters.each_once([*link_letters.known_to(account), person.email])
    waiting = CourtUser.objects.filter(pk=account.pk, state=CourtUser.State.LEGACY, password=account.password)
    if waiting.update(state=CourtUser.State.ACTIVE, password=passwords.unusable()) != 1:
        raise Taken
    unlinked = Person.objects.filter(pk=person.pk, court_user=None)
    if unlinked.update(court_user=account, linked_at=at, link_reference=reference) != 1:
        raise Taken
    if proof is not None and not proofs.use(proof, reference, at=at):
        raise Taken
    proofs.end_all(account, person, at=at)
    masked = tuple(masked_email(mail) for mail in mails)
    made = Linked(reference, at, account.name.full, person.name.full, masked)
    trail.record(
        account.court_id,
        actor,
        "people.linked",
        f"court user {account.pk}",
        detail={
            "means": means,
            "username": person.username,
            "court_user_name": made.court_user_name,
            "pacer_name": made.pacer_name,
            "mails": list(made.mails),
        },
        address=address,
        reference=reference,
        at=at,
    )
    link_letters.linked(account, person, mails, reference, at=at)
    _tell(account, person, reference, at=at)
    return made


def _tell(account: CourtUser, person: Person, reference: str, *, at: datetime) -> None:
    name, title = account.name.full, account.court.title
    bulletins.tell(
        account.court,
        person,
        "linked",
        f"The filing account of {name} in {title} was linked to this account.",
        state="active",
        role=account.role,
        name=name,
        reference=reference,
        at=at,
    )
