"""Rules for passwords as data, policies/*.toml; the setting OPENECF_PASSWORDS says which one is in force."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

_FOLDER = Path(__file__).parent / "policies"
NAMES = ("pacer", "nist")


@dataclass(frozen=True)
class Policy:
    """What a password must be, and how long it may be kept."""

    hint: str  # the whole of it in a sentence, for the forms
    at_least: int
    at_least_with_factor: int
    at_most: int
    needs_mixed_signs: bool
    different_signs: int
    longest_name_ignored: int
    rotate_days: int  # 0: never
    skips: int


def in_force() -> Policy:
    """Return the policy this installation chose."""
    return named(settings.PASSWORDS)


@cache
def named(name: str) -> Policy:
    """Return one of the policies that are kept here."""
    return Policy(**tomllib.loads((_FOLDER / f"{name}.toml").read_text()))
