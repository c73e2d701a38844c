"""What a filer told by the center, as this court keeps it: name, address, notices."""

from datetime import datetime

from . import passwords
from .models import CourtUser, NoticeAddress, Registration

_NAMES = ("first_name", "middle_name", "last_name", "suffix")
_COPIED = ("firm_name", "bar_number", "phone", "email")


def new_account(row: Registration, *, at: datetime) -> CourtUser:
    """Make the account by what was typed, and where nothing was, by what the center says."""
    facts, person = row.facts, row.person
    named = {part: short(facts.get(part, ""), part) for part in _NAMES}
    if not named["last_name"]:
        named = {part: getattr(person, part) for part in _NAMES}
    told = {name: short(facts.get(name) or getattr(person, name, ""), name) for name in _COPIED}
    account = CourtUser.objects.create(
        court=row.court,
        role=row.role,
        state=CourtUser.State.ACTIVE,
        password=passwords.unusable(),
        address=postal(facts),
        made_at=at,
        **named,
        **told,
    )
    NoticeAddress.objects.create(court_user=account, **noticing(facts, account.email or person.email))
    return account


def postal(facts: dict[str, str]) -> str:
    """Write an address as the court keeps it, a line each: street, second line, city with state and zip."""
    country = facts.get("country", "")
    place = " ".join(part for part in (facts.get("state", ""), facts.get("zip_code", "")) if part)
    lines = (
        facts.get("street", ""),
        facts.get("street_2", ""),
        ", ".join(part for part in (facts.get("city", ""), place) if part),
        "" if country.casefold() in ("", "usa", "us", "united states") else country,
    )
    return "\n".join(line for line in lines if line)[:250]


def noticing(facts: dict[str, str], email: str) -> dict[str, str]:
    """Return where and how notices are to go, as a NoticeAddress has it."""
    frequency = facts.get("notice_frequency") or facts.get("frequency", "")
    shape = facts.get("notice_format") or facts.get("format", "")
    return {
        "email": (facts.get("notice_email") or email)[:254],
        "frequency": frequency if frequency in ("each", "daily") else "each",
        "format": shape if shape in ("html", "text") else "html",
    }


def short(text: str, field: str) -> str:
    """Return a text as long as a field of the account holds."""
    return text[: CourtUser._meta.get_field(field).max_length]
