"""Changing the username one signs in with: asks for a sign-on of the last ten minutes."""

from datetime import datetime

from openecf.center.accounts import usernames
from openecf.center.accounts.models import Account

from . import freshness
from .sessions import Standing


def rename(account: Account, username: str, *, standing: Standing, address: str = "", at: datetime) -> None:
    """Give the holder another username; sign-ons go on, and courts learn it at the next one.

    Raises SignInAgain and what `usernames.change` raises.
    """
    freshness.require(standing, at=at)
    usernames.change(account, username, address=address, at=at)
