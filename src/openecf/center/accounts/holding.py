"""Who holds an account: a person, who searches and files, or a firm, which only pays for its people."""

from openecf.foundation.refusals import NotYours

from .models import Account


class NotAFirm(NotYours):
    """Only a firm's account (PACER Administrative Account) pays for others."""


def is_firm(account: Account) -> bool:
    """Tell whether this is a firm's account."""
    return account.holder == Account.Holder.FIRM


def require_firm(account: Account) -> None:
    """Raise NotAFirm for anybody else's."""
    if not is_firm(account):
        raise NotAFirm
