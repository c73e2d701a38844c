"""The guard against second accounts of one person: name, birth date and e-mail address are compared.

Two the same: the person is warned and may go on. All three: the account is made and held until the service
center has looked at it. Source: a court's page on registering, sources.md. It is asked only behind a mailed
link, where the address is proved and tries are counted, so that nobody can look people up here.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower

from openecf.foundation import names
from openecf.foundation.refusals import Refusal

from .models import Account

WARNS, HOLDS = 2, 3


class MayExist(Refusal):
    """An account of yours may exist already: one has two of your name, birth date and e-mail address.

    You need only one for all courts. If you want this one too, go on.
    """


@dataclass(frozen=True)
class Traits:
    """What two accounts of one person have in common."""

    first_name: str
    last_name: str
    birth_date: date | None
    email: str


def most_alike(traits: Traits) -> int:
    """Return how many of the three the account most alike has: 0 to 3."""
    return max((_alike(traits, account) for account in _candidates(traits)), default=0)


def like(account: Account) -> list[str]:
    """Return the numbers of other accounts that have two or three of the three, oldest first."""
    traits = traits_of(account)
    others = _candidates(traits).exclude(pk=account.pk).order_by("pk")
    return [other.number for other in others if _alike(traits, other) >= WARNS]


def traits_of(account: Account) -> Traits:
    """Return what is compared of an account."""
    return Traits(account.first_name, account.last_name, account.birth_date, account.email)


def has_alias(email: str) -> bool:
    """Tell whether an address has a +tag: one mailbox could open any number of accounts with them."""
    return "+" in email.partition("@")[0]


def _candidates(traits: Traits) -> QuerySet[Account]:
    """Return whoever shares the address or the birth date: without one of them no two can be the same."""
    same = Q(lower=traits.email.lower())
    if traits.birth_date:
        same |= Q(birth_date=traits.birth_date)
    return Account.objects.alias(lower=Lower("email")).filter(same)


def _alike(traits: Traits, account: Account) -> int:
    same_name = names.same(traits.first_name + traits.last_name, account.first_name + account.last_name)
    same_birth = traits.birth_date is not None and traits.birth_date == account.birth_date
    return same_name + same_birth + (traits.email.lower() == account.email.lower())
