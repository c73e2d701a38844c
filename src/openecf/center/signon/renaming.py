"""Changing the username one signs in with, or a factor's name: asks for a sign-on of the last ten minutes."""

from datetime import datetime

from openecf.center.accounts import usernames
from openecf.center.accounts.models import Account

from . import factors, freshness
from .sessions import Standing


def rename(account: Account, username: str, *, standing: Standing, address: str = "", at: datetime) -> None:
    """Give the holder another username; sign-ons go on, and courts learn it at the next one.

    Raises SignInAgain and what `usernames.change` raises.
    """
    freshness.require(standing, at=at)
    usernames.change(account, username, address=address, at=at)


def rename_factor(account: Account, public_id: str, name: str, *, standing: Standing, at: datetime) -> None:
    """Give an app or a passkey another name. Raises SignInAgain and what `factors.rename` raises."""
    freshness.require(standing, at=at)
    factors.rename(account, public_id, name, at=at)
