"""Stored payment methods: which card pays PACER fees, which is offered for filing fees."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from requests import Session

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.center.signon import freshness
from openecf.center.signon.sessions import Standing
from openecf.foundation import sealing
from openecf.foundation.references import new_public_id
from openecf.foundation.refusals import NoSuchRecord

from . import provider
from .models import PaymentMethod
from .provider import Method

SEARCH, FILING = "for_search_fees", "for_filing_fees"
_PURPOSE = "payment method"


@dataclass(frozen=True)
class Stored:
    """A stored card or bank account, as its holder sees it."""

    public_id: str
    kind: str  # card, bank
    brand: str
    last_four: str
    expires: str
    holder_name: str
    for_search_fees: bool
    for_filing_fees: bool
    made_at: datetime

    @property
    def text(self) -> str:
        """The method in a few words: `Visa ending in 1111`."""
        return f"{self.brand} ending in {self.last_four}"

    def is_expired(self, at: datetime) -> bool:
        """Whether the month on the card is over."""
        return bool(self.expires) and self.expires < f"{at:%Y-%m}"


def of(account: Account) -> list[Stored]:
    """Return the account's stored methods, the oldest first."""
    return [_stored(row) for row in _rows(account).order_by("made_at", "pk")]


def one(account: Account, public_id: str) -> Stored:
    """Return one stored method. Raises NoSuchRecord."""
    return _stored(_row(account, public_id))


def default(account: Account, use: str) -> Stored | None:
    """Return the method for PACER fees (SEARCH) or filing fees (FILING), or None."""
    row = _rows(account).filter(**{use: True}).first()
    return _stored(row) if row else None


def token(account: Account, public_id: str) -> str:
    """Return the provider's token of a method, for a charge. Raises NoSuchRecord."""
    sealed = _row(account, public_id).sealed_token
    return sealing.unseal(sealed, key=settings.FACTOR_KEY, purpose=_PURPOSE)


def keep(account: Account, method: Method, *, at: datetime) -> Stored:
    """Keep a method the provider stored; the first of an account is for both kinds of fees.

    Call it inside the act's transaction.
    """
    is_first = not _rows(account).exists()
    row = PaymentMethod.objects.create(
        account=account,
        public_id=new_public_id(),
        sealed_token=sealing.seal(method.token, key=settings.FACTOR_KEY, purpose=_PURPOSE),
        kind=method.kind[:5],
        brand=method.brand[:20],
        last_four=method.last_four[-4:],
        expires=method.expires[:7],
        holder_name=method.holder_name[:120],
        for_search_fees=is_first,
        for_filing_fees=is_first and account.holder != Account.Holder.FIRM,
        made_at=at,
    )
    stored = _stored(row)
    _tell(account, "payment_method_added", stored, "payments.method_added", at=at)
    return stored


def set_defaults(account: Account, *, search: str, filing: str, at: datetime) -> None:
    """Say which method is charged for PACER fees and which is offered for filing fees; empty is none.

    Raises NoSuchRecord.
    """
    chosen = {SEARCH: search, FILING: filing}
    for public_id in filter(None, chosen.values()):
        _row(account, public_id)
    with transaction.atomic():
        for use, public_id in chosen.items():
            _rows(account).filter(**{use: True}).exclude(public_id=public_id).update(**{use: False})
            _rows(account).filter(public_id=public_id).update(**{use: True})
        trail.record("center", account.number, "payments.defaults_set", account.number, at=at)


def remove(account: Account, public_id: str, *, standing: Standing, http: Session, at: datetime) -> None:
    """Forget a method, here and at the provider; the holder is told.

    The provider is asked first: one it can't forget now stays here too. Raises SignInAgain, NoSuchRecord,
    ProviderSilent.
    """
    freshness.require(standing, at=at)
    stored = one(account, public_id)
    try:
        provider.forget(http, token(account, public_id))
    except provider.NotTheProviders:
        pass  # forgotten there already: a first try got so far
    with transaction.atomic():
        gone = {"removed_at": at, "sealed_token": "", SEARCH: False, FILING: False}
        if _rows(account).filter(public_id=public_id).update(**gone):
            _tell(account, "payment_method_removed", stored, "payments.method_removed", at=at)


def _tell(account: Account, text: str, stored: Stored, action: str, *, at: datetime) -> None:
    parts = {"username": account.username, "method": stored.text}
    mailing.post(text, account.email, parts, at=at)
    trail.record("center", account.number, action, account.number, detail={"method": stored.text}, at=at)


def _rows(account: Account):
    return PaymentMethod.objects.filter(account=account, removed_at=None)


def _row(account: Account, public_id: str) -> PaymentMethod:
    if (row := _rows(account).filter(public_id=public_id).first()) is None:
        raise NoSuchRecord
    return row


def _stored(row: PaymentMethod) -> Stored:
    return Stored(**{name: getattr(row, name) for name in Stored.__dataclass_fields__})
