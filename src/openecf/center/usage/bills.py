"""Mails about money go to the billing address and its copies, or else to the account's own address."""

from collections.abc import Mapping
from datetime import datetime

from openecf.center.accounts import mailing
from openecf.center.accounts.models import Account


def post(text: str, account: Account, parts: Mapping[str, str], *, at: datetime) -> None:
    """Leave a letter about money for each billing address; call it inside the act's transaction."""
    for to in dict.fromkeys([account.billing_email or account.email, *account.more_billing_emails]):
        mailing.post(text, to, parts, at=at)
