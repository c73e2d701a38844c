"""Visits to the provider's page: begun here, finished here, each taken once while its time lasts.

The browser only carries two secrets: ours in the address it comes back to, and the provider's token, about
which the center asks the provider. What the browser says of amounts or cards counts for nothing.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from requests import Session

from openecf.center.accounts import activation
from openecf.center.accounts.models import Account
from openecf.center.signon import freshness
from openecf.center.signon.sessions import Standing
from openecf.foundation import addresses
from openecf.foundation.references import digest, new_token
from openecf.foundation.refusals import Refusal

from . import methods, paying, provider
from .models import PaymentVisit
from .provider import Completed

STORE, PAY = "store", "pay"
LASTS = timedelta(minutes=30)


class VisitOver(Refusal):
    """This visit to the payment page is over or was taken back. Nothing was charged; please begin again."""

    status = 410


@dataclass(frozen=True)
class Outcome:
    """What a visit came to."""

    purpose: str  # store, pay
    cents: int = 0
    reference: str = ""  # of the payment made
    search_opened: bool = False


def begin_storing(account: Account, *, standing: Standing, http: Session, at: datetime) -> str:
    """Begin storing a card; return the address of the provider's page.

    Raises SignInAgain, NoProvider, ProviderSilent.
    """
    freshness.require(standing, at=at)
    return _begin(account, STORE, 0, http=http, at=at)


def begin_paying(account: Account, cents: int, *, http: Session, at: datetime) -> str:
    """Begin a payment with a card that is not stored; return the address of the provider's page.

    Raises NothingDue, MoreThanDue, MoreThanACardPays, NoProvider, ProviderSilent.
    """
    paying.require_due(account, cents)
    return _begin(account, PAY, cents, http=http, at=at)


def finish(account: Account, token: str, provider_token: str, *, http: Session, at: datetime) -> Outcome:
    """Take a visit's return, once; come back again it is the same outcome, and nothing happens twice.

    Raises VisitOver, CardRefused, NotTheProviders, ProviderSilent.
    """
    visit = _visit(account, token)
    if visit.used_at:
        return _outcome(visit)
    if visit.expires_at <= at:
        raise VisitOver
    done = provider.complete(http, provider_token)
    if (done.reference, done.purpose, done.cents) != (_reference(visit), visit.purpose, visit.cents):
        raise provider.NotTheProviders  # the token of another visit, or of another amount
    with transaction.atomic():
        if not PaymentVisit.objects.filter(pk=visit.pk, used_at=None).update(used_at=at):
            return _outcome(visit)
        opened = _take(account, visit, done, at=at)
    return _outcome(visit, search_opened=opened)


def give_up(account: Account, token: str, *, at: datetime) -> Outcome:
    """Take back a visit whose holder changed their mind; its address is worth nothing afterwards.

    Raises VisitOver.
    """
    visit = _visit(account, token)
    PaymentVisit.objects.filter(pk=visit.pk, used_at=None).update(expires_at=at)
    return _outcome(visit)


def sweep(*, at: datetime) -> int:
    """Remove visits a week after their time."""
    gone, _ = PaymentVisit.objects.filter(expires_at__lt=at - timedelta(days=7)).delete()
    return gone


def _begin(account: Account, purpose: str, cents: int, *, http: Session, at: datetime) -> str:
    token = new_token()
    visit = PaymentVisit.objects.create(
        token_hash=digest(token),
        account=account,
        purpose=purpose,
        cents=cents,
        made_at=at,
        expires_at=at + LASTS,
    )
    return provider.open_visit(
        http,
        purpose,
        cents=cents,
        reference=_reference(visit),
        return_to=addresses.url(addresses.center_base(), "center.payment_return", token=token),
        payee="PACER Service Center",
        payer=f"PACER account {account.number}",
    )


def _take(account: Account, visit: PaymentVisit, done: Completed, *, at: datetime) -> bool:
    """Do what the visit was for; return whether it opened search."""
    if visit.purpose == PAY:
        text = f"{done.method.brand} ending in {done.method.last_four}"
        paying.record(account, done.cents, number=done.number, method=text, reference=done.reference, at=at)
        return False
    methods.keep(account, done.method, at=at)
    return activation.by_card(account, at=at)


def _reference(visit: PaymentVisit) -> str:
    return f"PAY-{visit.token_hash[:12].upper()}"


def _visit(account: Account, token: str) -> PaymentVisit:
    visit = PaymentVisit.objects.filter(token_hash=digest(token), account=account).first()
    if visit is None:
        raise VisitOver
    return visit


def _outcome(visit: PaymentVisit, *, search_opened: bool = False) -> Outcome:
    reference = _reference(visit) if visit.purpose == PAY else ""
    return Outcome(visit.purpose, visit.cents, reference, search_opened)
