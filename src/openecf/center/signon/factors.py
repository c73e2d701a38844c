"""Second factors: authenticator apps, whose secrets are sealed and whose codes count once, and passkeys.

A code counts once at each of two doors, the web and the API, whoever comes first: one conditional UPDATE.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
from django.conf import settings
from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.foundation import sealing
from openecf.foundation.references import new_public_id
from openecf.foundation.refusals import NoSuchRecord, Refusal

from . import code_tries
from .models import Factor

STEP_SECONDS = 30
DRIFT = (0, -1, 1)  # the present step first, then one to each side
_PURPOSE = "second factor"


class NotASecret(Refusal):
    """This is not a secret an authenticator app can use. Scan the picture again, or copy the whole text."""


class NameTaken(Refusal):
    """You have an app or passkey of this name. Choose another name, so that you can tell them apart."""

    field = "name"


@dataclass(frozen=True)
class FactorFacts:
    """An app or a passkey, as its holder sees it."""

    public_id: str
    kind: str
    name: str
    made_at: datetime
    used_at: datetime | None

    @property
    def is_passkey(self) -> bool:
        """Whether it is a passkey, and not an app."""
        return self.kind == Factor.Kind.PASSKEY


def add_app(account: Account, name: str, secret: str, *, at: datetime) -> Factor:
    """Add an authenticator app with a base-32 secret that is known to work. Raises NotASecret."""
    try:
        pyotp.TOTP(secret).at(at)
    except ValueError:
        raise NotASecret from None
    with transaction.atomic():
        factor = Factor.objects.create(
            account=account,
            public_id=new_public_id(),
            name=name,
            sealed_secret=sealed(secret),
            made_at=at,
            confirmed_at=at,
        )
        trail.record(
            "center", account.number, "signon.factor_added", account.number, detail={"factor": name}, at=at
        )
    return factor


def guards(account: Account) -> bool:
    """Tell whether signing in to this account takes more than the password: it has an app or a passkey."""
    return _of(account).exists()


@dataclass(frozen=True)
class Ways:
    """What may be the second step of a sign-in."""

    app: bool
    passkey: bool


def ways(subject: str) -> Ways:
    """Return what the holder with this subject may show as the second step."""
    kinds = set(
        Factor.objects.filter(account__subject=subject, confirmed_at__isnull=False).values_list(
            "kind", flat=True
        )
    )
    return Ways(Factor.Kind.APP in kinds, Factor.Kind.PASSKEY in kinds)


def best(account: Account) -> str:
    """Return the strongest `acr` that the holder can sign in with."""
    can = ways(account.subject)
    return "aal2-phr" if can.passkey else "aal2" if can.app else "aal1"


def of(account: Account) -> list[FactorFacts]:
    """Return the account's apps and passkeys, the oldest first."""
    fields = ("public_id", "kind", "name", "made_at", "used_at")
    return [FactorFacts(*row) for row in _of(account).order_by("made_at", "pk").values_list(*fields)]


def take(account: Account, code: str, *, door: str = "web", at: datetime) -> bool:
    """Take a code of any of the account's apps; it counts once at each door, "web" and "api".

    Call it outside a transaction: wrong codes are counted. Raises code_tries.TooManyCodes.
    """
    code_tries.begin(account, door, at=at)
    plain = "".join(code.split())
    apps = _of(account).filter(kind=Factor.Kind.APP).order_by("pk")
    with transaction.atomic():
        if used := next((app for app in apps if take_of(app, plain, door, at=at)), None):
            code_tries.succeeded(account, door)
            detail = {"factor": used.name, "door": door}
            trail.record("center", account.number, "signon.code_taken", account.number, detail=detail, at=at)
    if used is None:
        code_tries.failed(account, door, at=at)
    return used is not None


def take_of(factor: Factor, code: str, door: str, *, at: datetime) -> bool:
    """Take a code of one app, confirmed or about to be."""
    app = pyotp.TOTP(unsealed(factor))
    now = int(at.timestamp()) // STEP_SECONDS
    for step in (now + drift for drift in DRIFT):
        if hmac.compare_digest(app.at(step * STEP_SECONDS).encode(), code.encode()):
            last = f"last_step_{door}"
            unused = Factor.objects.filter(pk=factor.pk, **{f"{last}__lt": step})
            return unused.update(**{last: step}, used_at=at) == 1
    return False


def rename(account: Account, public_id: str, name: str, *, at: datetime) -> None:
    """Give an app or a passkey another name. Raises NameTaken, NoSuchRecord."""
    with transaction.atomic():
        require_new_name(account, name, but=public_id)
        if not _of(account).filter(public_id=public_id).update(name=name):
            raise NoSuchRecord
        trail.record(
            "center", account.number, "signon.factor_renamed", account.number, detail={"factor": name}, at=at
        )


def require_new_name(account: Account, name: str, *, but: str = "") -> None:
    """Raise NameTaken when another app or passkey of the account has this name."""
    if _of(account).filter(name__iexact=name).exclude(public_id=but).exists():
        raise NameTaken


def spoken(factor: Factor) -> str:
    """Return how a letter names an app or a passkey."""
    kind = "passkey" if factor.kind == Factor.Kind.PASSKEY else "authenticator app"
    return f"{kind} “{factor.name}”"


def sealed(secret: str) -> str:
    """Return an app's secret as it is kept."""
    return sealing.seal(secret, key=settings.FACTOR_KEY, purpose=_PURPOSE)


def unsealed(factor: Factor) -> str:
    """Return the secret of an app that is being set up."""
    return sealing.unseal(factor.sealed_secret, key=settings.FACTOR_KEY, purpose=_PURPOSE)


def _of(account: Account):
    return Factor.objects.filter(account=account, confirmed_at__isnull=False)
