"""Six digits mailed to the account's address, typed back in the browser that asked for them."""

import hmac
import secrets
from datetime import datetime, timedelta

from django.db.models import F

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.foundation.names import masked_email
from openecf.foundation.references import digest, new_token
from openecf.foundation.refusals import Refusal

from . import challenges
from .models import Challenge

MOST_TRIES = 10  # of one code
MOST_MAILS = 5  # an hour, to one account
_HOUR = timedelta(hours=1)


class WrongMailedCode(Refusal):
    """This is not the code we mailed. Type the six digits of our newest e-mail."""

    field = "mailed_code"


class MailedCodeGone(Refusal):
    """The mailed code no longer works: it was used, too old, or typed wrong ten times. Start again."""

    status = 410


class NoAddress(Refusal):
    """Your account has no e-mail address that a code could go to. Give it one first, under Maintenance."""


class TooManyMails(Refusal):
    """We sent you five codes within an hour. Use the newest one, or wait an hour."""

    status = 429


def send(
    account: Account,
    purpose: str,
    why: str,
    *,
    session_key: str,
    asked: dict[str, object] | None = None,
    at: datetime,
) -> str:
    """Mail a code and return the token of what waits for it; call it inside the act's transaction.

    `why` ends the sentence "Somebody asked to ...". Raises NoAddress, TooManyMails.
    """
    if not account.email:
        raise NoAddress
    sent = Challenge.objects.filter(account=account, asked__has_key="code", made_at__gt=at - _HOUR)
    if sent.count() >= MOST_MAILS:
        raise TooManyMails
    token, code = new_token(), f"{secrets.randbelow(10**6):06}"
    kept = (asked or {}) | {"code": _kept(token, code)}
    challenges.make(purpose, account=account, session_key=session_key, asked=kept, token=token, at=at)
    parts = {"username": account.username, "code": code, "why": why}
    mailing.post("factor_code", account.email, parts, at=at)
    return token


def waiting(purpose: str, token: str, *, account: Account, session_key: str, at: datetime) -> Challenge:
    """Return what waits for its code. Raises MailedCodeGone."""
    found = challenges.find(purpose, token, account=account, session_key=session_key, at=at)
    if found is None or found.tries >= MOST_TRIES:
        raise MailedCodeGone
    return found


def check(challenge: Challenge, token: str, code: str, *, at: datetime) -> None:
    """Compare the code, and count a wrong one; call it outside the act's transaction.

    Raises WrongMailedCode, MailedCodeGone.
    """
    count(challenge)
    if hmac.compare_digest(str(challenge.asked["code"]), _kept(token, "".join(code.split()))):
        Challenge.objects.filter(pk=challenge.pk).update(tries=F("tries") - 1)
        return
    number = challenge.account.number
    trail.record(
        "center", number, "signon.mailed_code_wrong", number, detail={"for": challenge.purpose}, at=at
    )
    raise WrongMailedCode


def count(challenge: Challenge) -> None:
    """Count a wrong try; ten end it. Raises MailedCodeGone."""
    tried = Challenge.objects.filter(pk=challenge.pk, tries__lt=MOST_TRIES)
    if not tried.update(tries=F("tries") + 1):
        raise MailedCodeGone


def take(challenge: Challenge) -> None:
    """Use the code up, inside the act's transaction. Raises MailedCodeGone."""
    if not challenges.take(challenge):
        raise MailedCodeGone


def shown_address(account: Account) -> str:
    """Return where the code went, as it may be shown."""
    return masked_email(account.email)


def _kept(token: str, code: str) -> str:
    """Return what is stored: nobody guesses six digits from it without the token, which is not stored."""
    return digest(f"{token} {code}")
