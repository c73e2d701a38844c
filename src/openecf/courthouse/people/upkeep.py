"""Changing the court's record of a filer, as he or she asked at the center."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from . import joining, link_letters, told_facts
from .models import CourtUser, NoticeAddress, Registration

_NAMES = ("first_name", "middle_name", "last_name", "suffix")
_WHICH = {"all": "in all cases", "open": "in open cases", "none": "in new cases only"}


@dataclass(frozen=True)
class Changed:
    """What was changed, in words, and every address that must hear of it."""

    account: CourtUser
    words: str
    mails: tuple[str, ...]
    old_address: str = ""


def change(row: Registration, *, at: datetime) -> Changed:
    """Do a change on the record inside the caller's transaction. Raises joining.Taken."""
    account = CourtUser.objects.filter(pk=row.person.court_user_id).first()
    if account is None or account.state != CourtUser.State.ACTIVE:
        raise joining.Taken
    act = {"person": _name, "address": _address, "noticing": _noticing, "withdraw": _end}[row.kind]
    return act(account, row.facts)


def cases_of(row: Registration) -> str:
    """Return which cases follow a new address: all, open, none."""
    asked = row.facts.get("cases", "")
    return asked if asked in _WHICH else "all"


def _name(account: CourtUser, facts: dict[str, str]) -> Changed:
    old, mails = account.name.full, link_letters.known_to(account)
    named = {part: told_facts.short(facts.get(part, ""), part) for part in _NAMES}
    if not named["last_name"]:
        raise joining.Taken
    _update(account, named)
    return Changed(account, f"  Name:  {old}, now {account.name.full}", mails)


def _address(account: CourtUser, facts: dict[str, str]) -> Changed:
    old, mails = account.address, link_letters.known_to(account)
    told = {"address": told_facts.postal(facts)}
    for name in ("firm_name", "phone"):
        if name in facts:
            told[name] = told_facts.short(facts[name], name)
    _update(account, told)
    which = _WHICH[facts.get("cases") if facts.get("cases") in _WHICH else "all"]
    lines = ", ".join(line for line in (account.firm_name, *account.address.splitlines()) if line)
    return Changed(account, f"  Address {which}:  {lines}", mails, old)


def _noticing(account: CourtUser, facts: dict[str, str]) -> Changed:
    """Put the primary address, frequency and format; secondary addresses stay as the court has them."""
    mails = link_letters.known_to(account)
    told = told_facts.noticing({**facts, "notice_email": facts.get("email", "")}, account.email)
    rows = NoticeAddress.objects.filter(court_user=account)
    primary = rows.filter(primary=True).order_by("pk").first()
    rows.exclude(pk=primary.pk if primary else None).filter(email__iexact=told["email"]).delete()
    if primary:
        rows.filter(pk=primary.pk).update(**told)
    else:
        NoticeAddress.objects.create(court_user=account, **told)
    _update(account, {"email": told["email"]})
    how = "one summary a day" if told["frequency"] == "daily" else "one e-mail for each filing"
    words = f"  Notices go to:  {told['email']}\n  How:            {how}, {told['format']}"
    return Changed(account, words, (*mails, told["email"]))


def _end(account: CourtUser, facts: dict[str, str]) -> Changed:
    mails = link_letters.known_to(account)
    active = CourtUser.objects.filter(pk=account.pk, state=CourtUser.State.ACTIVE)
    if active.update(state=CourtUser.State.CLOSED) != 1:
        raise joining.Taken
    return Changed(account, "  The filing account is closed: it can file no more.", mails)


def _update(account: CourtUser, told: dict[str, str]) -> None:
    """Write if the account is still active: a court that closes it at this moment wins."""
    active = CourtUser.objects.filter(pk=account.pk, state=CourtUser.State.ACTIVE)
    if active.update(state=F("state"), **told) != 1:
        raise joining.Taken
    for name, value in told.items():
        setattr(account, name, value)
