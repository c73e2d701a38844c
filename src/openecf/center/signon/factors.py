"""Second factors: authenticator apps with a name, whose secrets are sealed and whose codes count once."""

import hmac
from datetime import datetime

import pyotp
from django.conf import settings
from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation import sealing
from openecf.foundation.references import new_public_id
from openecf.foundation.refusals import Refusal

from .models import Factor

STEP_SECONDS = 30
DRIFT = (0, -1, 1)  # the present step first, then one to each side
_PURPOSE = "second factor"


class NotASecret(Refusal):
    """This is not a secret an authenticator app can use. Scan the picture again, or copy the whole text."""


def add_app(account: Account, name: str, secret: str, *, at: datetime) -> Factor:
    """Add an authenticator app with a base-32 secret. Raises NotASecret."""
    try:
        pyotp.TOTP(secret).at(at)
    except ValueError:
        raise NotASecret from None
    with transaction.atomic():
        factor = Factor.objects.create(
            account=account,
            public_id=new_public_id(),
            name=name,
            sealed_secret=sealing.seal(secret, key=settings.FACTOR_KEY, purpose=_PURPOSE),
            made_at=at,
            confirmed_at=at,
        )
        trail.record("center", account.number, "signon.factor_added", name, at=at)
    return factor


def guards(account: Account) -> bool:
    """Tell whether signing in to this account takes a code."""
    return _of(account).exists()


def take(account: Account, code: str, *, door: str = "web", at: datetime) -> bool:
    """Take a code of any of the account's apps; it counts once at each door, "web" and "api"."""
    plain = "".join(code.split())
    return any(_take(factor, plain, door, at=at) for factor in _of(account).order_by("pk"))


def _of(account: Account):
    return Factor.objects.filter(account=account, confirmed_at__isnull=False)


def _take(factor: Factor, code: str, door: str, *, at: datetime) -> bool:
    app = pyotp.TOTP(sealing.unseal(factor.sealed_secret, key=settings.FACTOR_KEY, purpose=_PURPOSE))
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now + drift for drift in DRIFT):
        if hmac.compare_digest(app.at(step * STEP_SECONDS).encode(), code.encode()):
            last = f"last_step_{door}"
            unused = Factor.objects.filter(pk=factor.pk, **{f"{last}__lt": step})
            return unused.update(**{last: step}) == 1
    return False
