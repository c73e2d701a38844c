"""Who holds an account: a person, who searches and files, or a firm, which only pays for its people."""

from openecf.foundation.refusals import NotYours

from .models import Account


class FirmsOnlyPay(NotYours):
    """A firm's account pays for its people; it can't search or file. Sign in with your own PACER account."""


class NotAFirm(NotYours):
    """Only a firm's account (PACER Administrative Account) pays for others."""


def is_firm(account: Account) -> bool:
    """Tell whether this is a firm's account."""
    return account.holder == Account.Holder.FIRM


def require_person(account: Account) -> None:
    """Raise FirmsOnlyPay for a firm's account."""
    if is_firm(account):
        raise FirmsOnlyPay


def require_firm(account: Account) -> None:
    """Raise NotAFirm for anybody else's."""
    if not is_firm(account):
        raise NotAFirm
