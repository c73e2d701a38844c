"""What a holder asks of a court: signed by the center, delivered at least once, answered by bulletins."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import requests
from django.db import transaction
from joserfc import jwt

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.center.signon import provider, signing_keys
from openecf.center.signon.models import Client
from openecf.foundation import addresses
from openecf.foundation.messages import Bulletin
from openecf.foundation.references import new_reference
from openecf.foundation.refusals import Refusal
from openecf.letters import outbox

from .models import CourtStanding, Errand

STAFF = ("clerk", "judge")
KINDS = ("register", "person", "address", "noticing", "withdraw")
TOKEN_SECONDS = 120
_TIMEOUT_SECONDS = 5
_ANSWERS = {"approved": "done", "done": "done", "refused": "refused"}
_NOT_TAKEN = "The court's system did not take this in three days. Call the court, or send it again."


class NoSuchCourt(Refusal):
    """Choose one of the courts on the list."""

    field = "court"


class UpgradeFirst(Refusal):
    """This is a legacy account, which can only search. Upgrade it first, then come back to this page."""


class FirmsDoNotFile(Refusal):
    """A firm's account pays and does not file. Each person who files needs an account of his or her own."""


@dataclass(frozen=True)
class Sent:
    """One errand, as its holder sees it."""

    reference: str
    court_id: str
    kind: str
    facts: Mapping[str, object]
    state: str  # sent, received, done, refused
    answer: str
    made_at: datetime
    answered_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether the court has not answered yet."""
        return self.state in ("sent", "received")


def send(
    account: Account,
    court_id: str,
    kind: str,
    facts: Mapping[str, object],
    *,
    address: str = "",
    at: datetime,
) -> str:
    """Leave an errand to a court for the work loop; return its reference.

    Raises UpgradeFirst, FirmsDoNotFile, NoSuchCourt.
    """
    if account.kind == Account.Kind.LEGACY:
        raise UpgradeFirst
    if account.holder == Account.Holder.FIRM:
        raise FirmsDoNotFile
    if kind not in KINDS or not Client.objects.filter(court_id=court_id).exists():
        raise NoSuchCourt
    row = Errand(
        public_id=uuid.uuid4().hex,
        reference=new_reference("REG" if kind == "register" else "CHG"),
        account=account,
        court_id=court_id,
        kind=kind,
        facts=dict(facts),
        made_at=at,
        due_at=at,
    )
    with transaction.atomic():
        row.save(force_insert=True)
        detail = {"court": court_id, "kind": kind, "reference": row.reference}
        number, action = account.number, f"standing.{kind}_sent"
        trail.record("center", number, action, number, detail=detail, address=address, at=at)
    return row.reference


def send_to_courts(
    account: Account, kind: str, facts: Mapping[str, object], *, at: datetime
) -> tuple[str, ...]:
    """Leave the same errand to every court where the account files; return the references."""
    rows = CourtStanding.objects.filter(account=account, state="active").exclude(role__in=STAFF)
    ids = rows.order_by("court_id").values_list("court_id", flat=True)
    with transaction.atomic():
        return tuple(send(account, court_id, kind, facts, at=at) for court_id in ids)


def of(account: Account) -> tuple[Sent, ...]:
    """Return what the account asked of courts, the latest first."""
    rows = Errand.objects.filter(account=account).order_by("-made_at", "-pk")
    return tuple(Sent(*row) for row in rows.values_list(*Sent.__dataclass_fields__))


def answered(account: Account, bulletin: Bulletin, *, at: datetime) -> None:
    """Move an errand by what its court says; call it inside the act's transaction."""
    rows = Errand.objects.filter(account=account, court_id=bulletin.court_id, public_id=bulletin.errand)
    if bulletin.kind in _ANSWERS:
        rows.filter(state__in=["sent", "received"]).update(
            state=_ANSWERS[bulletin.kind], answer=bulletin.sentence, answered_at=bulletin.at, due_at=None
        )
    else:
        rows.filter(state=Errand.State.SENT).update(state=Errand.State.RECEIVED)


def deliver_due(http: requests.Session, *, at: datetime) -> int:
    """Bring every errand that is due to its court, again if it did not answer; return how many were tried."""
    now, tried = outbox.running_from(at), 0
    for pk in outbox.due(Errand.objects.all(), at=at):
        if now() - at > outbox.TURN:
            break
        if outbox.claim(Errand, pk, at=now()):
            _deliver(Errand.objects.select_related("account").get(pk=pk), http, at=now())
            tried += 1
    return tried


def _deliver(errand: Errand, http: requests.Session, *, at: datetime) -> None:
    rows = Errand.objects.filter(pk=errand.pk)
    if _taken(errand, http, at=at):
        rows.update(delivered_at=at, due_at=None)
        rows.filter(state=Errand.State.SENT).update(state=Errand.State.RECEIVED)
    elif at - errand.made_at > outbox.GIVE_UP_AFTER:
        _give_up(errand, at=at)
    else:
        rows.update(due_at=outbox.next_try(errand.tries, at=at))


def _give_up(errand: Errand, *, at: datetime) -> None:
    """Show it as refused, and write to the holder: silence would look like patience."""
    rows = Errand.objects.filter(pk=errand.pk)
    refused = {"state": Errand.State.REFUSED, "answer": _NOT_TAKEN, "answered_at": at}
    with transaction.atomic():
        rows.update(due_at=None)
        if rows.filter(state=Errand.State.SENT).update(**refused) != 1:
            return  # the court had it after all, and only its answer was lost
        account, detail = errand.account, {"court": errand.court_id, "reference": errand.reference}
        parts = {"reference": errand.reference, "court": errand.court_id}
        mailing.post("errand_not_taken", account.email, parts, at=at)
        trail.record("center", "system", "standing.not_taken", account.number, detail=detail, at=at)


def _taken(errand: Errand, http: requests.Session, *, at: datetime) -> bool:
    client = Client.objects.filter(court_id=errand.court_id).first()
    if client is None:
        return False
    base = client.backchannel_url.removesuffix(addresses.url("", "court.backchannel"))
    try:
        answer = http.post(
            addresses.url(base, "court.errand_feed"),
            data={"errand": token(errand, at=at)},
            timeout=_TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException:
        return False
    return answer.status_code == 200


def token(errand: Errand, *, at: datetime) -> str:
    """Return the signed errand: for one court, two minutes, with the account's claims as in an ID token."""
    key = signing_keys.signing()
    now = int(at.timestamp())
    claims = {
        "iss": addresses.issuer(),
        "aud": errand.court_id,
        "sub": errand.account.subject,
        "iat": now,
        "exp": now + TOKEN_SECONDS,
        "jti": errand.public_id,
        "reference": errand.reference,
        "kind": errand.kind,
        "facts": errand.facts,
        "who": provider.claims_of(errand.account),
        "made_at": errand.made_at.isoformat(),
    }
    return jwt.encode({"alg": "RS256", "typ": "errand+jwt", "kid": key.thumbprint()}, claims, key)
