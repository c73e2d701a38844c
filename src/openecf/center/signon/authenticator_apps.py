"""Adding an authenticator app: a picture to scan, then a mailed code and one of the app itself."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pyotp
from django.db import transaction

from openecf.center.accounts.models import Account
from openecf.foundation.references import new_public_id
from openecf.foundation.refusals import Refusal

from . import factor_changes, factors, freshness, mailed_codes
from .factor_policy import most_apps
from .models import Challenge, Factor
from .sessions import Standing

PURPOSE = "add_app"
ISSUER = "PACER"
_LEFT_OVER = timedelta(days=1)


class TooManyApps(Refusal):
    """You have as many authenticator apps as an account may have. Remove one that nobody uses first."""


class WrongAppCode(Refusal):
    """The app shows other digits now. Type what it shows this minute; also check the phone's clock."""

    field = "code"


@dataclass(frozen=True)
class Setup:
    """An app that is being added: what to scan, or to type into it."""

    name: str
    secret: str
    uri: str
    mailed_to: str

    @property
    def spaced_secret(self) -> str:
        """The secret in groups of four, as people type it."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


@dataclass(frozen=True)
class Added:
    """What was added; with the first factor come recovery codes, in plain text this once."""

    name: str
    codes: list[str] = field(default_factory=list)


def begin(account: Account, name: str, *, standing: Standing, session_key: str, at: datetime) -> str:
    """Prepare an app and mail the code its adding takes; return the token of its page.

    Raises freshness.SignInAgain, TooManyApps, factors.NameTaken, mailed_codes.TooManyMails.
    """
    freshness.require(standing, at=at)
    _require_room(account)
    factors.require_new_name(account, name)
    with transaction.atomic():
        factor = Factor.objects.create(
            account=account,
            public_id=new_public_id(),
            name=name,
            sealed_secret=factors.sealed(pyotp.random_base32()),
            made_at=at,
        )
        why = "add an authenticator app"
        asked = {"factor": factor.public_id}
        return mailed_codes.send(account, PURPOSE, why, session_key=session_key, asked=asked, at=at)


def setup(account: Account, token: str, *, session_key: str, at: datetime) -> Setup:
    """Return what the page of an app that is being added shows. Raises mailed_codes.MailedCodeGone."""
    waiting = mailed_codes.waiting(PURPOSE, token, account=account, session_key=session_key, at=at)
    factor = _prepared(waiting)
    secret = factors.unsealed(factor)
    uri = pyotp.TOTP(secret).provisioning_uri(name=account.username, issuer_name=ISSUER)
    return Setup(factor.name, secret, uri, mailed_codes.shown_address(account))


def finish(
    account: Account,
    token: str,
    *,
    mailed_code: str,
    code: str,
    standing: Standing,
    session_key: str,
    address: str = "",
    at: datetime,
) -> Added:
    """Add the app, by the mailed code and a code of the app; from now on this sign-on counts as made with it.

    Raises mailed_codes.WrongMailedCode, MailedCodeGone, WrongAppCode, TooManyApps.
    """
    waiting = mailed_codes.waiting(PURPOSE, token, account=account, session_key=session_key, at=at)
    factor = _prepared(waiting)
    mailed_codes.check(waiting, token, mailed_code, at=at)
    if not factors.take_of(factor, "".join(code.split()), "web", at=at):
        mailed_codes.count(waiting)
        raise WrongAppCode
    with transaction.atomic():
        factor_changes.claim(account)
        mailed_codes.take(waiting)
        _require_room(account)
        codes = factor_changes.confirm(account, factor, standing=standing, address=address, at=at)
        factor_changes.strengthen(standing, "aal2", ["pwd", "otp"])
    return Added(factor.name, codes)


def sweep(*, at: datetime) -> int:
    """Remove apps that were never confirmed."""
    return Factor.objects.filter(confirmed_at=None, made_at__lt=at - _LEFT_OVER).delete()[0]


def _prepared(waiting: Challenge) -> Factor:
    factor = Factor.objects.filter(
        account=waiting.account_id, public_id=waiting.asked["factor"], confirmed_at=None
    ).first()
    if factor is None:
        raise mailed_codes.MailedCodeGone
    return factor


def _require_room(account: Account) -> None:
    apps = Factor.objects.filter(account=account, kind=Factor.Kind.APP, confirmed_at__isnull=False)
    if apps.count() >= most_apps():
        raise TooManyApps
