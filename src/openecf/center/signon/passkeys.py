"""Signing in by a passkey: alone, without a password, or as the second step after one.

The library `webauthn` checks the cryptography; the origin and the party's id come from the address book, on
http://localhost as everywhere. The authenticator must have checked who uses it (PIN, finger, face).
"""

import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import webauthn
from django.db import transaction
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import PublicKeyCredentialDescriptor, UserVerificationRequirement

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation import addresses
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from . import challenges
from .models import Challenge, Factor

PURPOSE = "passkey"
AMR = ("hwk",)  # RFC 8176; the passkey, and the PIN, finger or face that its device asked for
SECOND_STEP = ("pwd", "hwk")
LONGEST_ANSWER = 20_000


class PasskeyRefused(Refusal):
    """This passkey was not accepted. Try once more, or sign in with your username and password."""


class ChallengeGone(Refusal):
    """That took too long, or was sent before. Press the button once more."""


@dataclass(frozen=True)
class Party:
    """As whom the center speaks to a passkey: its host, and the one origin it is asked from."""

    host: str
    origin: str


@dataclass(frozen=True)
class Asked:
    """A challenge for a browser: the token of our row, and what `navigator.credentials` takes (JSON)."""

    token: str
    options: str


def party() -> Party:
    """Return the center's canonical host and origin, from the address book and never from the request."""
    base = urlsplit(addresses.center_base())
    return Party(base.hostname or "", f"{base.scheme}://{base.netloc}")


def handle(account: Account) -> bytes:
    """Return the name by which a passkey knows its account: random, and said to no court."""
    return bytes.fromhex(digest(f"passkey {account.subject}"))


def begin(*, session_key: str, account: Account | None = None, at: datetime) -> Asked:
    """Ask this browser for a passkey: any of its own, or one of this account as the second step."""
    mine = Factor.objects.filter(account=account, kind=Factor.Kind.PASSKEY) if account else []
    options = webauthn.generate_authentication_options(
        rp_id=party().host,
        allow_credentials=[
            PublicKeyCredentialDescriptor(base64url_to_bytes(each.credential_id)) for each in mine
        ],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    asked = {"challenge": bytes_to_base64url(options.challenge)}
    token = challenges.make(PURPOSE, account=account, session_key=session_key, asked=asked, at=at)
    return Asked(token, webauthn.options_to_json(options))


def finish(
    token: str,
    answer: str,
    *,
    session_key: str,
    account: Account | None = None,
    address: str = "",
    at: datetime,
) -> Account:
    """Sign in by the answer of a passkey, and return whose it is. A challenge is answered once.

    Raises ChallengeGone, PasskeyRefused.
    """
    challenge = challenges.find(PURPOSE, token, account=account, session_key=session_key, at=at)
    if challenge is None or not challenges.take(challenge):
        raise ChallengeGone
    factor = _named(answer, account)
    count = _verified(challenge, factor, answer) if factor else None
    if factor is None or count is None:
        number = factor.account.number if factor else ""
        trail.record("center", number, "signon.passkey_refused", number, address=address, at=at)
        raise PasskeyRefused
    with transaction.atomic():
        unmoved = Factor.objects.filter(pk=factor.pk, sign_count=factor.sign_count)
        if not unmoved.update(sign_count=count, used_at=at):
            raise PasskeyRefused  # it answered twice at once, or was copied
        holder, detail = factor.account, {"method": f"passkey {factor.name}"}
        trail.record(
            "center", holder.number, "signon.signed_in", holder.number, detail=detail, address=address, at=at
        )
    return holder


def _named(answer: str, account: Account | None) -> Factor | None:
    """Return the passkey an answer names, if it names its own account too, and the right one."""
    try:
        said = json.loads(answer[:LONGEST_ANSWER])
        credential = base64url_to_bytes(said["id"])
        handed = said["response"].get("userHandle")
        user = base64url_to_bytes(handed) if handed else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None
    found = Factor.objects.filter(credential_hash=credential_hash(credential), confirmed_at__isnull=False)
    factor = found.select_related("account").first()
    if factor is None or (account and factor.account_id != account.pk):
        return None
    named = user == handle(factor.account) if user is not None else account is not None
    return factor if named else None


def _verified(challenge: Challenge, factor: Factor, answer: str) -> int | None:
    """Return the passkey's new count when its signature, origin, party and user check are right."""
    us = party()
    try:
        verified = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=base64url_to_bytes(str(challenge.asked["challenge"])),
            expected_rp_id=us.host,
            expected_origin=us.origin,
            credential_public_key=base64url_to_bytes(factor.public_key),
            credential_current_sign_count=factor.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, RecursionError):
        return None
    return verified.new_sign_count


def credential_hash(credential: bytes) -> str:
    """Return how a passkey is found by the id it names."""
    return digest(bytes_to_base64url(credential))
