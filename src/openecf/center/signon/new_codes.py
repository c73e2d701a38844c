"""A new set of recovery codes: a mailed code first, then ten new ones; the old ones die."""

from datetime import datetime

from django.db import transaction

from openecf.center.accounts.models import Account
from openecf.foundation.refusals import Refusal

from . import factor_changes, factors, freshness, mailed_codes, recovery_codes
from .sessions import Standing

PURPOSE = "new_codes"


class NothingToRecover(Refusal):
    """Recovery codes stand in for a lost phone or passkey. Add an authenticator app or a passkey first."""


def begin(account: Account, *, standing: Standing, session_key: str, at: datetime) -> str:
    """Mail the code that a new set takes; return the token of its page.

    Raises freshness.SignInAgain, NothingToRecover, mailed_codes.TooManyMails.
    """
    freshness.require(standing, at=at)
    if not factors.guards(account):
        raise NothingToRecover
    with transaction.atomic():
        return mailed_codes.send(account, PURPOSE, "make new recovery codes", session_key=session_key, at=at)


def mailed_to(account: Account, token: str, *, session_key: str, at: datetime) -> str:
    """Return where the code went, for the page that asks for it. Raises mailed_codes.MailedCodeGone."""
    mailed_codes.waiting(PURPOSE, token, account=account, session_key=session_key, at=at)
    return mailed_codes.shown_address(account)


def finish(account: Account, token: str, *, mailed_code: str, session_key: str, at: datetime) -> list[str]:
    """Make ten new codes. Raises mailed_codes.WrongMailedCode, MailedCodeGone, NothingToRecover."""
    waiting = mailed_codes.waiting(PURPOSE, token, account=account, session_key=session_key, at=at)
    mailed_codes.check(waiting, token, mailed_code, at=at)
    with transaction.atomic():
        factor_changes.claim(account)
        mailed_codes.take(waiting)
        if not factors.guards(account):
            raise NothingToRecover
        return recovery_codes.replace_all(account, at=at)
