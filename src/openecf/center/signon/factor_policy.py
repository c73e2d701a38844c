"""The policy of second factors: who must have one, and the limits that hold for everybody. Data."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_DATA = tomllib.loads((Path(__file__).parent / "factor_policy.toml").read_text())
LIMITS: dict[str, int] = _DATA["limits"]


@dataclass(frozen=True)
class Policy:
    """Whom the prompt for a second factor meets, and how often it may be skipped."""

    filers: bool
    staff: bool
    skips: int


def policy() -> Policy:
    """Return the policy this installation chose."""
    return Policy(**_DATA[settings.FACTORS])


def most_apps() -> int:
    """Return how many authenticator apps one account may have."""
    return max(1, min(settings.FACTOR_APPS, LIMITS["apps"]))
