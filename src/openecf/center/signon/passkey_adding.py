"""Adding a passkey: a mailed code, and the device's answer to our challenge."""

from dataclasses import dataclass
from datetime import datetime

import webauthn
from django.db import IntegrityError, transaction
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url, options_to_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from openecf.center.accounts.models import Account
from openecf.foundation.references import new_public_id, new_token
from openecf.foundation.refusals import Refusal

from . import factor_changes, factors, freshness, mailed_codes, passkeys
from .authenticator_apps import Added
from .factor_policy import LIMITS
from .models import Challenge, Factor
from .sessions import Standing

PURPOSE = "add_passkey"


class TooManyPasskeys(Refusal):
    """You have as many passkeys as an account may have. Remove one that you don't use first."""


class NoPasskeyMade(Refusal):
    """Your device made no passkey that we can take. Press the button once more, or use another device."""


class PasskeyKnown(Refusal):
    """This passkey is kept already. Use another device, or nothing more is to be done."""


@dataclass(frozen=True)
class Setup:
    """A passkey that is being added: its name, and what `navigator.credentials` takes (JSON)."""

    name: str
    options: str
    mailed_to: str


def begin(account: Account, name: str, *, standing: Standing, session_key: str, at: datetime) -> str:
    """Mail the code that adding a passkey takes; return the token of its page.

    Raises freshness.SignInAgain, TooManyPasskeys, factors.NameTaken, mailed_codes.TooManyMails.
    """
    freshness.require(standing, at=at)
    _require_room(account)
    factors.require_new_name(account, name)
    asked = {"name": name, "challenge": new_token()}
    with transaction.atomic():
        return mailed_codes.send(
            account, PURPOSE, "add a passkey", session_key=session_key, asked=asked, at=at
        )


def setup(account: Account, token: str, *, session_key: str, at: datetime) -> Setup:
    """Return what the page of a passkey that is being added needs. Raises mailed_codes.MailedCodeGone."""
    waiting = mailed_codes.waiting(PURPOSE, token, account=account, session_key=session_key, at=at)
    kept = Factor.objects.filter(account=account, kind=Factor.Kind.PASSKEY)
    options = webauthn.generate_registration_options(
        rp_id=passkeys.party().host,
        rp_name="PACER Service Center",
        user_name=account.username,
        user_id=passkeys.handle(account),
        user_display_name=account.username,
        challenge=_challenge(waiting),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(base64url_to_bytes(each.credential_id)) for each in kept
        ],
    )
    where = mailed_codes.shown_address(account)
    return Setup(str(waiting.asked["name"]), options_to_json(options), where)


def finish(
    account: Account,
    token: str,
    *,
    mailed_code: str,
    answer: str,
    standing: Standing,
    session_key: str,
    address: str = "",
    at: datetime,
) -> Added:
    """Keep the passkey, by the mailed code and the device's answer.

    Raises mailed_codes.WrongMailedCode, MailedCodeGone, NoPasskeyMade, PasskeyKnown, TooManyPasskeys.
    """
    waiting = mailed_codes.waiting(PURPOSE, token, account=account, session_key=session_key, at=at)
    mailed_codes.check(waiting, token, mailed_code, at=at)
    made = _verified(waiting, answer)
    try:
        with transaction.atomic():
            factor_changes.claim(account)
            mailed_codes.take(waiting)
            _require_room(account)
            factor = _kept(account, str(waiting.asked["name"]), made, at=at)
            codes = factor_changes.confirm(account, factor, standing=standing, address=address, at=at)
            factor_changes.strengthen(standing, "aal2-phr", ["pwd", "hwk"])
    except IntegrityError:
        raise PasskeyKnown from None
    return Added(factor.name, codes)


def _verified(waiting: Challenge, answer: str) -> VerifiedRegistration:
    us = passkeys.party()
    try:
        return webauthn.verify_registration_response(
            credential=answer[: passkeys.LONGEST_ANSWER],
            expected_challenge=_challenge(waiting),
            expected_rp_id=us.host,
            expected_origin=us.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, RecursionError):
        raise NoPasskeyMade from None


def _kept(account: Account, name: str, made: VerifiedRegistration, *, at: datetime) -> Factor:
    return Factor.objects.create(
        account=account,
        kind=Factor.Kind.PASSKEY,
        public_id=new_public_id(),
        name=name,
        credential_hash=passkeys.credential_hash(made.credential_id),
        credential_id=bytes_to_base64url(made.credential_id),
        public_key=bytes_to_base64url(made.credential_public_key),
        sign_count=made.sign_count,
        made_at=at,
    )


def _challenge(waiting: Challenge) -> bytes:
    return base64url_to_bytes(str(waiting.asked["challenge"]))


def _require_room(account: Account) -> None:
    kept = Factor.objects.filter(account=account, kind=Factor.Kind.PASSKEY)
    if kept.count() >= LIMITS["passkeys"]:
        raise TooManyPasskeys
