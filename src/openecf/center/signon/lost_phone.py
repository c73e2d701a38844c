"""The phone is lost. Who gave the password proves two more things: a saved code and a code we mail.

Without a saved code there is a wait of a day (see `lost_phone_wait`). The account, its history and its links
to courts are never touched.
"""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from . import lost_phone_wait, mailed_codes, recovery_codes

PURPOSE = "lost_phone"


class WrongRecoveryCode(Refusal):
    """This is not one of your recovery codes, or it was used before. Type another one."""

    field = "recovery_code"


def holder(subject: str, mark: str) -> Account | None:
    """Return who gave the password a moment ago, when it is still the same and not disabled."""
    account = Account.objects.filter(subject=subject, password_disabled_at=None).first()
    return account if account and digest(account.password) == mark else None


def begin(account: Account, *, session_key: str, at: datetime) -> str:
    """Mail a code to who gave the password; return its token. Raises mailed_codes.TooManyMails."""
    why = "sign in without the phone or passkey"
    with transaction.atomic():
        return mailed_codes.send(account, PURPOSE, why, session_key=session_key, at=at)


def recover(
    account: Account,
    token: str,
    *,
    mailed_code: str,
    recovery_code: str,
    session_key: str,
    address: str = "",
    at: datetime,
) -> str:
    """Let the holder in by a mailed and a saved code; return the new code that replaces the used one.

    Raises mailed_codes.WrongMailedCode, MailedCodeGone, WrongRecoveryCode, code_tries.TooManyCodes.
    """
    waiting = mailed_codes.waiting(PURPOSE, token, account=account, session_key=session_key, at=at)
    mailed_codes.check(waiting, token, mailed_code, at=at)
    new = recovery_codes.take(account, recovery_code, at=at)
    if not new:
        mailed_codes.count(waiting)
        raise WrongRecoveryCode
    with transaction.atomic():
        mailed_codes.take(waiting)
        lost_phone_wait.drop(account)
        trail.record("center", account.number, "signon.recovered", account.number, address=address, at=at)
    return new
