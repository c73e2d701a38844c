"""Parting a person from an account and giving it to another, inside the transaction that corrects a link."""

from datetime import datetime

from . import bulletins, passwords, proofs
from .deciding import NotOpen
from .models import CourtUser, Grant, Person


def set_free(account: CourtUser, person: Person, state: str, reference: str, *, at: datetime) -> None:
    """Part a person from an account, which gets this state; the person can only search from now on."""
    linked = CourtUser.objects.filter(pk=account.pk, person=person)
    if linked.update(state=state, password=passwords.unusable()) != 1:
        raise NotOpen
    unlinked = Person.objects.filter(pk=person.pk, court_user=account)
    if unlinked.update(court_user=None, linked_at=None, link_reference="") != 1:
        raise NotOpen
    proofs.end_all(account, person, at=at)
    end_grants(account, at=at)
    tell(account, person, "unlinked", reference, at=at)


def join(account: CourtUser, person: Person, reference: str, *, at: datetime) -> None:
    """Give an account that is nobody's to a person who has none."""
    free = CourtUser.objects.filter(pk=account.pk, person=None).exclude(state=CourtUser.State.CLOSED)
    if free.update(state=CourtUser.State.ACTIVE, password=passwords.unusable()) != 1:
        raise NotOpen
    without = Person.objects.filter(pk=person.pk, court_user=None)
    if without.update(court_user=account, linked_at=at, link_reference=reference) != 1:
        raise NotOpen
    proofs.end_all(account, person, at=at)
    tell(account, person, "linked", reference, at=at)


def end_grants(account: CourtUser, *, at: datetime) -> None:
    """End what a wrong holder may have granted, and what was granted to a wrong holder."""
    for side in ("principal", "agent"):
        Grant.objects.filter(**{side: account}, ended_at=None).update(ended_at=at)


def tell(account: CourtUser, person: Person, what: str, reference: str, *, at: datetime) -> None:
    """Tell the center how the person stands in this court now."""
    name, title = account.name.full, account.court.title
    words = "linked to" if what == "linked" else "taken from"
    bulletins.tell(
        account.court,
        person,
        what,
        f"{title} corrected a link: the filing account of {name} was {words} this account.",
        state="active" if what == "linked" else "unlinked",
        role=account.role,
        name=name,
        reference=reference,
        at=at,
    )
