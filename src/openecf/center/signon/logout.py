"""Telling courts that a sign-on ended (OpenID Connect Back-Channel Logout): due rows of the work loop."""

import uuid
from datetime import datetime, timedelta

import requests
from joserfc import jwt

from openecf.foundation import addresses
from openecf.letters import outbox

from . import signing_keys
from .models import Client, LogoutDelivery

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TOKEN_SECONDS = 120
_TIMEOUT_SECONDS = 2  # a court that hangs makes the others wait no longer
_TURN = timedelta(seconds=3)  # then what came meanwhile has its turn; courts have five seconds to know


def deliver_due(http: requests.Session, *, at: datetime) -> int:
    """Tell every court that is due, again if it did not answer; return how many were tried."""
    now, tried = outbox.running_from(at), 0
    for pk in _due(at):
        if now() - at > _TURN:
            break
        if outbox.claim(LogoutDelivery, pk, at=now()):
            _deliver(LogoutDelivery.objects.select_related("session__account").get(pk=pk), http, at=now())
            tried += 1
    return tried


def _due(at: datetime) -> list[int]:
    """Return what is due; courts that were not asked yet come before those that did not answer."""
    rows = LogoutDelivery.objects.filter(due_at__lte=at).order_by("tries", "due_at", "pk")
    return list(rows.values_list("pk", flat=True)[:50])


def _deliver(delivery: LogoutDelivery, http: requests.Session, *, at: datetime) -> None:
    rows = LogoutDelivery.objects.filter(pk=delivery.pk)
    if _told(delivery, http, at=at):
        rows.update(delivered_at=at, due_at=None)
    elif at - delivery.session.ended_at > outbox.GIVE_UP_AFTER:
        rows.update(due_at=None)  # the court's own limits have ended the sign-on long ago
    else:
        rows.update(due_at=_next_try(delivery.tries, at=at))


def _next_try(tries: int, *, at: datetime) -> datetime:
    """Return when to try again: after 1 s, doubling, as other work does from 16 s on."""
    return at + min(timedelta(seconds=2 ** min(tries - 1, 10)), outbox.LONGEST_WAIT)


def _told(delivery: LogoutDelivery, http: requests.Session, *, at: datetime) -> bool:
    client = Client.objects.filter(application__client_id=delivery.client_id).first()
    if client is None:
        return True  # the court is no client any more
    try:
        answer = http.post(
            client.backchannel_url,
            data={"logout_token": _token(delivery, at=at)},
            timeout=_TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException:
        return False
    return answer.status_code == 200


def _token(delivery: LogoutDelivery, *, at: datetime) -> str:
    key = signing_keys.signing()
    now = int(at.timestamp())
    claims = {
        "iss": addresses.issuer(),
        "aud": delivery.client_id,
        "sub": delivery.session.account.subject,
        "sid": str(delivery.session.sid),
        "iat": now,
        "exp": now + TOKEN_SECONDS,
        "jti": uuid.uuid4().hex,
        "events": {EVENT: {}},
    }
    return jwt.encode({"alg": "RS256", "typ": "logout+jwt", "kid": key.thumbprint()}, claims, key)
