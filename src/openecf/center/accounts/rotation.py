"""Old passwords, where the policy in force says that they must be changed: a prompt that can be put off."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import password_policies
from .models import Account


class NoSkipsLeft(Refusal):
    """You have put this off as often as you may. Change your password to go on."""


@dataclass(frozen=True)
class Due:
    """The password is too old; how often its change may still be put off."""

    skips_left: int


def due(account: Account, *, at: datetime) -> Due | None:
    """Tell whether the account's password must be changed by now. A policy without rotation never says so."""
    policy = password_policies.in_force()
    born = account.password_changed_at or account.made_at
    if not policy.rotate_days or at - born < timedelta(days=policy.rotate_days):
        return None
    return Due(max(0, policy.skips - account.password_skips))


def skip(account: Account, *, at: datetime) -> None:
    """Put the change off once more. Raises NoSkipsLeft."""
    policy = password_policies.in_force()
    with transaction.atomic():
        row = Account.objects.filter(pk=account.pk, password_skips__lt=policy.skips)
        if not row.update(password_skips=F("password_skips") + 1):
            raise NoSkipsLeft
        trail.record("center", account.number, "accounts.password_change_put_off", account.number, at=at)
