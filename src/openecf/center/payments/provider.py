"""What the center says to the payment provider, and what it answers; card numbers stay with the provider.

    POST visits            {purpose, cents, reference, return_to, payee, payer} -> {page}
    POST visits/complete   {token}                     -> {purpose, cents, reference, number, method}
    POST charges           {method, cents, reference}  -> {number}
    POST methods/remove    {method}                    -> {}

Each call bears the shared secret. A refused card is status 402 with {sentence}. Nothing is charged before the
center completes a visit, and completing or charging again with the same reference is the same payment: every
call may be repeated.
"""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from requests import RequestException, Session

from openecf.foundation.refusals import Refusal

_PATIENCE = (5, 20)  # seconds to connect, seconds to answer


class NoProvider(Refusal):
    """No card can be taken here at present. Please call the PACER Service Center to pay."""

    status = 503


class ProviderSilent(Refusal):
    """The payment provider does not answer. Nothing was charged twice; please try again in a few minutes."""

    status = 503


class CardRefused(Refusal):
    """The card was refused, and nothing was paid. Try another card, or call the bank that issued it."""

    status = 402


class NotTheProviders(Refusal):
    """The payment provider does not know this payment. Nothing was charged; please begin again."""

    status = 409


@dataclass(frozen=True)
class Method:
    """A stored card or bank account as the provider shows it; its token counts only with our secret."""

    token: str
    kind: str  # card, bank
    brand: str
    last_four: str
    expires: str  # 2029-04
    holder_name: str


@dataclass(frozen=True)
class Completed:
    """What became of a visit to the provider's page."""

    purpose: str  # store, pay
    cents: int
    reference: str
    number: str  # the provider's, of the payment; empty when a card was only stored
    method: Method


def open_visit(
    http: Session, purpose: str, *, cents: int, reference: str, return_to: str, payee: str, payer: str
) -> str:
    """Announce a visit and return the address of the provider's page. Raises NoProvider, ProviderSilent."""
    asked = {"purpose": purpose, "cents": cents, "reference": reference, "return_to": return_to}
    page = _ask(http, "visits", asked | {"payee": payee, "payer": payer})["page"]
    if not isinstance(page, str) or not page.startswith(settings.PAYMENTS_URL):
        raise ProviderSilent  # it may send our people to itself only
    return page


def complete(http: Session, token: str) -> Completed:
    """Complete a visit: only now a payment is made. Raises CardRefused, NotTheProviders, ProviderSilent."""
    said = _ask(http, "visits/complete", {"token": token})
    try:
        method = Method(**{name: str(said["method"][name]) for name in Method.__dataclass_fields__})
        return Completed(
            str(said["purpose"]), int(said["cents"]), str(said["reference"]), str(said["number"]), method
        )
    except (KeyError, TypeError, ValueError):
        raise ProviderSilent from None


def charge(http: Session, method: str, cents: int, *, reference: str) -> str:
    """Charge a stored card and return the provider's number. Raises CardRefused, ProviderSilent."""
    return str(_ask(http, "charges", {"method": method, "cents": cents, "reference": reference})["number"])


def forget(http: Session, method: str) -> None:
    """Let the provider forget a stored card. Raises ProviderSilent."""
    _ask(http, "methods/remove", {"method": method})


def _ask(http: Session, call: str, asked: dict[str, object]) -> dict:
    if not settings.PAYMENTS_URL:
        raise NoProvider
    headers = {"Authorization": f"Bearer {settings.PAYMENTS_SECRET}"}
    try:
        answer = http.post(
            urljoin(settings.PAYMENTS_URL, call),
            json=asked,
            headers=headers,
            timeout=_PATIENCE,
            allow_redirects=False,
        )
        said = answer.json()
    except (RequestException, ValueError):
        raise ProviderSilent from None
    return _understood(answer.status_code, said)


def _understood(status: int, said: object) -> dict:
    if status == 402 and isinstance(said, dict):
        raise CardRefused(str(said.get("sentence", ""))[:200])
    if status in (404, 409):
        raise NotTheProviders
    if status != 200 or not isinstance(said, dict):
        raise ProviderSilent
    return said
