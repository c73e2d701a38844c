"""Opening search for a new account: at once, or by a stored card or the token of a letter on paper.

The setting OPENECF_ACTIVATION says which. The token is made when its letter is printed, and kept as a digest.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F

from openecf.audit import trail
from openecf.foundation.references import digest, new_reference
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import mailing
from .models import Account, ActivationToken

LASTS = timedelta(days=90)
MOST_TRIES = 10
_LETTER = Path(__file__).parent / "texts" / "activation.paper.txt"


class NotWaiting(Refusal):
    """This account does not wait for an activation token. There is nothing to do."""


class WrongToken(Refusal):
    """This is not the token of the latest letter to you. Type it as it is printed there."""

    field = "token"


class TokenUsedUp(Refusal):
    """No more tries: this token is worth nothing now. Ask the PACER Service Center for a new letter."""

    field = "token"


@dataclass(frozen=True)
class PaperLetter:
    """One letter to print and mail."""

    number: str
    text: str


def first_status(holder: str, hold: str) -> str:
    """Return the search status an account starts with. Firms pay for others and never search."""
    if hold or holder == Account.Holder.FIRM:
        return "inactive"
    return "waiting" if settings.ACTIVATION == "card_or_letter" else "active"


def by_card(account: Account, *, at: datetime) -> bool:
    """Open search because a card for search fees was stored; False when it did not wait for one."""
    with transaction.atomic():
        return _activate(account, "card", "", at)


def by_token(account: Account, typed: str, *, address: str = "", at: datetime) -> None:
    """Open search with the token of a letter. Raises NotWaiting, WrongToken, TokenUsedUp."""
    if not Account.objects.filter(pk=account.pk, search_status="waiting").exists():
        raise NotWaiting
    mine = ActivationToken.objects.filter(account=account, used_at=None, made_at__gt=at - LASTS)
    if not mine.filter(tries__lt=MOST_TRIES).update(tries=F("tries") + 1):  # counted, whatever comes
        raise TokenUsedUp if mine.exists() else WrongToken
    with transaction.atomic():
        if not mine.filter(token_hash=digest(_plain(typed))).update(used_at=at):
            raise WrongToken
        _activate(account, "token", address, at)


def due_letters() -> list[str]:
    """Return the numbers of accounts that wait for a letter that was not printed yet, oldest first."""
    waiting = Account.objects.filter(search_status="waiting", activationtoken=None).order_by("pk")
    return list(waiting.values_list("number", flat=True))


def print_letter(number: str, *, at: datetime) -> PaperLetter:
    """Make a new token for an account that waits, in place of an earlier one, and return the letter with it.

    Raises NoSuchRecord, NotWaiting.
    """
    account = Account.objects.filter(number=number).first()
    if account is None:
        raise NoSuchRecord
    if account.search_status != "waiting":
        raise NotWaiting
    token = "-".join((new_reference(), new_reference()))
    fresh = {"token_hash": digest(_plain(token)), "tries": 0, "made_at": at, "used_at": None}
    with transaction.atomic():
        ActivationToken.objects.update_or_create(account=account, defaults=fresh)
        trail.record("center", "operator", "accounts.activation_letter_printed", account.number, at=at)
    return PaperLetter(account.number, _text(account, token, at))


def _activate(account: Account, by: str, address: str, at: datetime) -> bool:
    waiting = Account.objects.filter(pk=account.pk, search_status="waiting")
    if not waiting.update(search_status="active"):
        return False
    trail.record(
        "center",
        account.number,
        "accounts.search_activated",
        account.number,
        detail={"by": by},
        address=address,
        at=at,
    )
    mailing.post("activated", account.email, {"number": account.number, "username": account.username}, at=at)
    return True


def _text(account: Account, token: str, at: datetime) -> str:
    place = " ".join(part for part in (account.city, account.state, account.zip_code) if part)
    lines = (account.name.full, account.firm_name, account.street, account.street_2, place)
    country = account.country if account.country != "USA" else ""
    return _LETTER.read_text().format(
        to="\n".join(line for line in (*lines, country) if line),
        day=f"{at:%B %d, %Y}",
        number=account.number,
        token=token,
        until=f"{at + LASTS:%B %d, %Y}",
        page=mailing.page("center.activate"),
    )


def _plain(token: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", token.upper())
