"""Paying what an account owes: once for one reference, by a stored card or on the provider's page."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F
from requests import Session

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.foundation import money
from openecf.foundation.references import digest
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import methods, provider
from .models import Payment

MOST_CENTS = 24_999_99  # by card; more is paid by check


class NothingDue(Refusal):
    """Your account owes nothing; there is nothing to pay."""


class MoreThanDue(Refusal):
    """This is more than your account owes. Enter the balance or less."""

    field = "amount"


class TooLittle(Refusal):
    """Enter an amount above zero."""

    field = "amount"


class MoreThanACardPays(Refusal):
    """A card pays at most $24,999.99 at once. Pay in parts, or send a check."""

    field = "amount"


@dataclass(frozen=True)
class Receipt:
    """One payment, as its holder sees it."""

    at: datetime
    reference: str
    cents: int
    method_text: str
    provider_number: str


def require_due(account: Account, cents: int) -> None:
    """Raise NothingDue, TooLittle, MoreThanDue or MoreThanACardPays unless so much may be paid."""
    balance = balance_of(account)
    if balance <= 0:
        raise NothingDue
    if cents <= 0:
        raise TooLittle
    if cents > balance:
        raise MoreThanDue
    if cents > MOST_CENTS:
        raise MoreThanACardPays


def pay(account: Account, public_id: str, cents: int, *, key: str, http: Session, at: datetime) -> Receipt:
    """Pay with a stored method; the same key again is the same payment.

    Raises NothingDue, TooLittle, MoreThanDue, MoreThanACardPays, NoSuchRecord, CardRefused, ProviderSilent.
    """
    reference = f"PAY-{digest(f'{account.number} {key}')[:12].upper()}"
    if (done := _made(account, reference)) is not None:
        return done
    require_due(account, cents)
    stored = methods.one(account, public_id)
    number = provider.charge(http, methods.token(account, public_id), cents, reference=reference)
    return record(account, cents, number=number, method=stored.text, reference=reference, at=at)


def record(
    account: Account, cents: int, *, number: str, method: str, reference: str, at: datetime
) -> Receipt:
    """Write down money the provider took, once for one of its numbers, and lessen the balance."""
    try:
        with transaction.atomic():
            row = Payment.objects.create(
                account=account,
                reference=reference,
                provider_number=number,
                cents=cents,
                method_text=method[:60],
                at=at,
            )
            Account.objects.filter(pk=account.pk).update(balance_cents=F("balance_cents") - cents)
            _tell(account, row, at=at)
    except IntegrityError:  # it was written down before, by whoever came first
        row = Payment.objects.get(reference=reference, provider_number=number)
    return _receipt(row)


def balance_of(account: Account) -> int:
    """Return what the account owes in cents, as it is now; less than zero is a credit."""
    return Account.objects.values_list("balance_cents", flat=True).get(pk=account.pk)


def history(account: Account) -> list[Receipt]:
    """Return the account's payments, the latest first."""
    return [_receipt(row) for row in Payment.objects.filter(account=account).order_by("-at", "-pk")]


def receipt(account: Account, reference: str) -> Receipt:
    """Return one payment of the account. Raises NoSuchRecord."""
    if (found := _made(account, reference)) is None:
        raise NoSuchRecord
    return found


def _tell(account: Account, row: Payment, *, at: datetime) -> None:
    parts = {
        "username": account.username,
        "amount": money.dollars(row.cents),
        "method": row.method_text,
        "reference": row.reference,
        "balance": money.dollars(balance_of(account)),
    }
    mailing.post("payment_made", account.billing_email or account.email, parts, at=at)
    detail = {"cents": row.cents, "reference": row.reference}
    trail.record("center", account.number, "payments.paid", account.number, detail=detail, at=at)


def _made(account: Account, reference: str) -> Receipt | None:
    row = Payment.objects.filter(account=account, reference=reference).first()
    return _receipt(row) if row else None


def _receipt(row: Payment) -> Receipt:
    return Receipt(**{name: getattr(row, name) for name in Receipt.__dataclass_fields__})
