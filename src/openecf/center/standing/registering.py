"""Asking a court to be registered to file there, and giving it up."""

from dataclasses import asdict, dataclass
from datetime import datetime

from openecf.center.accounts.models import Account
from openecf.foundation.refusals import Refusal

from . import errands
from .models import CourtStanding, Errand

ROLES = {  # by the door of the registration, as the form shows them
    "attorney": {"attorney": "Attorney"},
    "nonattorney": {
        "creditor": "Creditor",
        "agent": "Filing Agent",
        "party": "Party",
        "trustee": "Trustee",
        "us_trustee": "US Trustee",
    },
}


class RegisteredHere(Refusal):
    """You are registered to file in this court already."""

    field = "court"


class AskedHere(Refusal):
    """This court has a registration of yours already. Check E-File Status shows how it stands."""

    field = "court"


class BarNumberNeeded(Refusal):
    """Enter your bar number; an attorney registers with it."""

    field = "bar_number"


class ChooseARole(Refusal):
    """Choose your role in this court."""

    field = "role"


class UnderReview(Refusal):
    """The PACER Service Center is still reviewing your account. You can register when it is done."""


class NotFilingThere(Refusal):
    """You are not registered to file in this court, so there is nothing to give up."""

    field = "court"


@dataclass(frozen=True)
class ToRegister:
    """What a holder tells a court to be registered by it."""

    role: str
    bar_number: str = ""
    bar_state: str = ""
    firm_name: str = ""
    street: str = ""
    street_2: str = ""
    city: str = ""
    state: str = ""
    zip_code: str = ""
    country: str = ""
    phone: str = ""
    notice_email: str = ""
    notice_frequency: str = "each"
    notice_format: str = "html"
    remark: str = ""


def register(account: Account, court_id: str, told: ToRegister, *, address: str = "", at: datetime) -> str:
    """Ask a court to let the account file there; return the reference.

    Raises UnderReview, ChooseARole, BarNumberNeeded, RegisteredHere, AskedHere, and what errands.send raises.
    """
    if account.hold:
        raise UnderReview
    if not any(told.role in roles for roles in ROLES.values()):
        raise ChooseARole
    if told.role == "attorney" and not told.bar_number.strip():
        raise BarNumberNeeded
    _require_new(account, court_id)
    named = {part: getattr(account, part) for part in ("first_name", "middle_name", "last_name", "suffix")}
    facts = asdict(told) | named | {"email": account.email}
    return errands.send(account, court_id, "register", facts, address=address, at=at)


def withdraw(account: Account, court_id: str, reason: str, *, address: str = "", at: datetime) -> str:
    """Ask a court to end the account's filing there; return the reference.

    Raises NotFilingThere, AskedHere, and what errands.send raises.
    """
    if _state(account, court_id) != "active":
        raise NotFilingThere
    if _is_open(account, court_id, "withdraw"):
        raise AskedHere("This court has a wish of yours to end filing already.")
    facts = {"reason": reason.strip()}
    return errands.send(account, court_id, "withdraw", facts, address=address, at=at)


def _require_new(account: Account, court_id: str) -> None:
    if _state(account, court_id) == "active":
        raise RegisteredHere
    if _is_open(account, court_id, "register"):
        raise AskedHere


def _state(account: Account, court_id: str) -> str:
    rows = CourtStanding.objects.filter(account=account, court_id=court_id)
    return rows.values_list("state", flat=True).first() or ""


def _is_open(account: Account, court_id: str, kind: str) -> bool:
    rows = Errand.objects.filter(account=account, court_id=court_id, kind=kind)
    return rows.filter(state__in=["sent", "received"]).exists()
