"""No phone and no saved code: who gave the password waits 24 hours, while letters say so and how to stop it.

Then a mailed code removes the lost factors. A new password ends the wait: a mailbox alone must not be enough.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account
from openecf.foundation import sealing
from openecf.foundation.quarters import ZONE
from openecf.foundation.references import digest, new_token
from openecf.foundation.refusals import Refusal

from . import challenges, factor_changes, factor_policy, mailed_codes, recovery_codes, sessions
from .factor_policy import LIMITS
from .models import Challenge, Factor

PURPOSE = "lost_phone_wait"
CODE = "lost_phone_end"
WAIT = timedelta(hours=LIMITS["lost_phone_hours"])
REMIND = timedelta(hours=LIMITS["lost_phone_notice_hours"])
_OPEN_FOR = timedelta(days=7)  # after the wait, to come back in
_SEAL = "stop link of a lost phone"


class NotYet(Refusal):
    """The wait is not over. Come back at the time that our letters and this page name."""


class NoWait(Refusal):
    """Nothing waits here any more: it was stopped, it is done, or its time is over."""

    status = 410


@dataclass(frozen=True)
class Wait:
    """A wait under way: until when, and whether it is over."""

    until: datetime
    over: bool


def begin(account: Account, *, address: str = "", at: datetime) -> Wait:
    """Begin the wait and write to every address of the holder; a wait under way goes on as it is."""
    token = new_token()
    asked = {
        "mark": digest(account.password),
        "until": (at + WAIT).isoformat(),
        "remind": (at + REMIND).isoformat(),
        "stop": sealing.seal(token, key=settings.FACTOR_KEY, purpose=_SEAL),
    }
    with transaction.atomic():
        factor_changes.claim(account)
        if under_way := of(account, at=at):
            return under_way
        drop(account)
        challenges.make(PURPOSE, account=account, asked=asked, lasts=WAIT + _OPEN_FOR, token=token, at=at)
        trail.record(
            "center", account.number, "signon.lost_phone_begun", account.number, address=address, at=at
        )
        _write(account, "lost_phone", token, until=at + WAIT, at=at)
    return Wait(at + WAIT, over=False)


def of(account: Account, *, at: datetime) -> Wait | None:
    """Return the account's wait, if one is under way and the password is still the one it began with."""
    found = _row(account, at=at)
    if found is None:
        return None
    until = datetime.fromisoformat(str(found.asked["until"]))
    return Wait(until, over=until <= at)


def ask_code(account: Account, *, session_key: str, at: datetime) -> str:
    """After the wait, mail the code that ends it; return its token.

    Raises NoWait, NotYet, mailed_codes.TooManyMails.
    """
    _require_over(account, at=at)
    why = "remove your lost authenticator apps and passkeys"
    with transaction.atomic():
        return mailed_codes.send(account, CODE, why, session_key=session_key, at=at)


def finish(
    account: Account, token: str, *, mailed_code: str, session_key: str, address: str = "", at: datetime
) -> None:
    """Remove every factor by the mailed code; every browser is signed out, and no skips are left.

    Raises NoWait, NotYet, mailed_codes.WrongMailedCode, MailedCodeGone.
    """
    _require_over(account, at=at)
    waiting = mailed_codes.waiting(CODE, token, account=account, session_key=session_key, at=at)
    mailed_codes.check(waiting, token, mailed_code, at=at)
    with transaction.atomic():
        kept = factor_changes.claim(account)
        mailed_codes.take(waiting)
        if not drop(kept):
            raise NoWait
        Factor.objects.filter(account=kept).delete()
        recovery_codes.drop(kept)
        Account.objects.filter(pk=kept.pk).update(factor_skips=factor_policy.policy().skips)
        sessions.end_all(kept, at=at)
        trail.record("center", kept.number, "signon.factors_lost", kept.number, address=address, at=at)
        _write(kept, "lost_phone_done", "", until=at, at=at)


def stopped_by_link(token: str, *, at: datetime) -> Account | None:
    """Return whose wait a letter's link would stop, or None; looking changes nothing."""
    found = Challenge.objects.filter(token_hash=digest(token), purpose=PURPOSE, expires_at__gt=at)
    row = found.select_related("account").first()
    return row.account if row else None


def stop(account: Account, *, address: str = "", at: datetime) -> None:
    """Stop the wait: by the link of a letter, or signed in. Raises NoWait."""
    with transaction.atomic():
        if not drop(account):
            raise NoWait
        trail.record(
            "center", account.number, "signon.lost_phone_stopped", account.number, address=address, at=at
        )
        _write(account, "lost_phone_stopped", "", until=at, at=at)


def drop(account: Account) -> int:
    """Forget an account's wait; return whether there was one."""
    return challenges.drop(account, PURPOSE)


def remind(*, at: datetime) -> int:
    """Write once more half-way, and when the wait is over; the work loop calls this."""
    waiting = Challenge.objects.filter(purpose=PURPOSE, expires_at__gt=at, made_at__lte=at - REMIND)
    return sum(_remind(row, at=at) for row in waiting.exclude(asked__remind="").select_related("account"))


def _remind(row: Challenge, *, at: datetime) -> int:
    due = datetime.fromisoformat(str(row.asked["remind"]))
    if due > at:
        return 0
    until = datetime.fromisoformat(str(row.asked["until"]))
    over = until <= at
    asked = row.asked | {"remind": "" if over else until.isoformat()}
    with transaction.atomic():
        if not Challenge.objects.filter(pk=row.pk, asked__remind=row.asked["remind"]).update(asked=asked):
            return 0
        token = sealing.unseal(str(row.asked["stop"]), key=settings.FACTOR_KEY, purpose=_SEAL)
        _write(row.account, "lost_phone_over" if over else "lost_phone", token, until=until, at=at)
    return 1


def _row(account: Account, *, at: datetime) -> Challenge | None:
    found = Challenge.objects.filter(account=account, purpose=PURPOSE, expires_at__gt=at).first()
    return found if found and found.asked["mark"] == digest(account.password) else None


def _require_over(account: Account, *, at: datetime) -> None:
    wait = of(account, at=at)
    if wait is None:
        raise NoWait
    if not wait.over:
        raise NotYet


def _write(account: Account, text: str, token: str, *, until: datetime, at: datetime) -> None:
    """Write to every address of the holder, so that who reads one mailbox can't hide it."""
    stop_link = mailing.link("center.stop_recovery", token) if token else ""
    parts = {
        "username": account.username,
        "until": f"{until.astimezone(ZONE):%B %-d, %Y, %-I:%M %p} Central time",
        "stop": stop_link,
    }
    for each in dict.fromkeys(filter(None, (account.email, account.notice_email, account.billing_email))):
        mailing.post(text, each, parts, at=at)
