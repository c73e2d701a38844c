"""Where bills go, and how charges are shown and coded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from openecf.audit import trail
from openecf.foundation.names import masked_email
from openecf.foundation.refusals import Refusal

from . import client_codes, mailing
from .models import Account

MOST_COPIES = 5


class NotAnAddress(Refusal):
    """Enter e-mail addresses like name@example.org, one on each line."""

    field = "more"


class TooManyCopies(Refusal):
    """Copies of bills go to five addresses at most. Take some away."""

    field = "more"


@dataclass(frozen=True)
class Preferences:
    """How charges are shown and coded. The rule for codes counts unless a firm pays: then the firm's does."""

    receipts_shown: bool
    client_code: str = ""
    client_code_required: bool = False
    client_code_format: str = ""


def change_emails(
    account: Account, first: str, more: Sequence[str], *, address: str = "", at: datetime
) -> None:
    """Send bills to `first` ("": the account's own address) and copies to others.

    The account's own address and those that got bills so far are told; new ones are not proved, so nobody can
    have us write to strangers.

    Raises NotAnAddress, TooManyCopies, mailing.TooManyChanges.
    """
    copies = list(dict.fromkeys(each.strip() for each in more if each.strip()))
    if len(copies) > MOST_COPIES:
        raise TooManyCopies
    for each in copies:
        _require_address(each)
    before = Account.objects.get(pk=account.pk)
    if (first, copies) == (before.billing_email, before.more_billing_emails):
        return  # the form was sent twice
    mailing.require_calm(before.number, "accounts.billing_email_changed", at=at)
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(billing_email=first, more_billing_emails=copies)
        detail = {"to": masked_email(first or before.email), "copies": len(copies)}
        trail.record(
            "center",
            before.number,
            "accounts.billing_email_changed",
            before.number,
            detail=detail,
            address=address,
            at=at,
        )
        _tell(before, first or before.email, copies, at=at)


def change_preferences(account: Account, chosen: Preferences, *, address: str = "", at: datetime) -> None:
    """Keep how charges are shown and coded; courts learn it at the next sign-on.

    Raises NotAClientCode, NotAFormat, WrongClientCode.
    """
    client_codes.check_format(chosen.client_code_format)
    before = Account.objects.select_related("payer").get(pk=account.pk)
    own = client_codes.Rule(chosen.client_code_required, chosen.client_code_format)
    rule = client_codes.rule_of(before) if before.payer_id else own
    client_codes.check(client_codes.Rule(False, rule.format), chosen.client_code)
    changed = {name: value for name, value in vars(chosen).items() if getattr(before, name) != value}
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**vars(chosen))
        trail.record(
            "center",
            before.number,
            "accounts.preferences_changed",
            before.number,
            detail=changed,
            address=address,
            at=at,
        )


def _tell(before: Account, first: str, copies: Sequence[str], *, at: datetime) -> None:
    """Write to the account's address and to those that got bills so far."""
    old = [before.billing_email, *before.more_billing_emails]
    parts = {
        "username": before.username,
        "email": first,
        "copies": ", ".join(copies) or "nobody else",
    }
    for each in dict.fromkeys(filter(None, (before.email, *old))):
        mailing.post("billing_email_changed", each, parts, at=at)


def _require_address(text: str) -> None:
    try:
        validate_email(text)
    except ValidationError:
        raise NotAnAddress(f"“{text}” is not an e-mail address. {NotAnAddress().sentence}") from None
