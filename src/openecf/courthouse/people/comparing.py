"""The two names, and everything else both accounts say, side by side; each difference in words."""

from dataclasses import dataclass

from openecf.courthouse.courts.models import Court
from openecf.foundation.names import PersonName, folded, masked_email, masked_number
from openecf.foundation.refusals import NoSuchRecord

from .models import CourtUser, Person

_PARTS = (("first", "First name"), ("middle", "Middle name"), ("last", "Last name"), ("suffix", "Suffix"))
_LOOKS_ALIKE = "differs in a part that is not shown here"


@dataclass(frozen=True)
class NamePart:
    """One part of a name, and whether the other account has it otherwise."""

    text: str
    differs: bool


@dataclass(frozen=True)
class Fact:
    """One thing both accounts may say; `only_court`: PACER has no such thing to compare."""

    label: str
    court: str
    pacer: str
    differs: bool
    only_court: bool = False


@dataclass(frozen=True)
class Comparison:
    """What the confirm page shows."""

    court_name: str
    pacer_name: str
    court_parts: tuple[NamePart, ...]
    pacer_parts: tuple[NamePart, ...]
    facts: tuple[Fact, ...]
    name_differences: tuple[str, ...]
    differences: tuple[str, ...]
    needs_tick: bool  # the names differ in more than case, accents, spaces and punctuation


def beside(person: Person, court: Court, number: int) -> Comparison:
    """Compare a person with the old filing account of this number in this court. Raises NoSuchRecord."""
    account = CourtUser.objects.filter(court=court, pk=number, login__isnull=False).first()
    if account is None:
        raise NoSuchRecord
    return compare(account, person)


def compare(account: CourtUser, person: Person) -> Comparison:
    """Compare an old filing account with the PACER account that would take it over."""
    court, pacer = account.name, person.name
    facts = tuple(fact for fact, _ in _facts(account, person))
    return Comparison(
        court_name=court.full,
        pacer_name=pacer.full,
        court_parts=_parts(court, pacer),
        pacer_parts=_parts(pacer, court),
        facts=facts,
        name_differences=tuple(_name_words(court, pacer)),
        differences=tuple(words for _, words in _facts(account, person) if words),
        needs_tick=not folded(court.full) or folded(court.full) != folded(pacer.full),
    )


def _parts(one: PersonName, other: PersonName) -> tuple[NamePart, ...]:
    return tuple(
        NamePart(getattr(one, part), folded(getattr(one, part)) != folded(getattr(other, part)))
        for part, _ in _PARTS
        if getattr(one, part)
    )


def _name_words(court: PersonName, pacer: PersonName):
    """Yield a sentence for each part of the name that is not letter for letter the same."""
    for part, label in _PARTS:
        one, other = getattr(court, part), getattr(pacer, part)
        if one == other:
            continue
        if folded(one) != folded(other):
            yield _differs(label, one, other)
        else:
            yield f"{label} differs only in case, accents, spaces or punctuation: “{one}” and “{other}”."


def _differs(label: str, court: str, pacer: str) -> str:
    if not court:
        return f"{label} is only in PACER: “{pacer}”."
    if not pacer:
        return f"{label} is only in CM/ECF: “{court}”."
    if court == pacer:
        return f"{label} {_LOOKS_ALIKE}."
    return f"{label} differs: “{court}” and “{pacer}”."


def _facts(account: CourtUser, person: Person):
    """Yield each fact with its difference in words ("" when there is none)."""
    yield Fact("Role", account.get_role_display(), "", differs=False, only_court=True), ""
    yield _fact("Firm", account.firm_name, person.firm_name, _plain, folded)
    yield _fact("Bar number", account.bar_number, person.bar_number, masked_number, folded)
    yield _fact("E-mail", account.email, person.email, masked_email, str.casefold)


def _fact(label, court, pacer, shown, folding):
    differs = folding(court) != folding(pacer)
    fact = Fact(label, shown(court), shown(pacer), differs)
    return fact, _differs(label, fact.court, fact.pacer) if differs else ""


def _plain(text: str) -> str:
    return text
