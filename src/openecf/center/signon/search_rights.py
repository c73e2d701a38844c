"""Why a token that was given all the same gives no right to search, in the words its programs know."""

from openecf.center.accounts import client_codes
from openecf.center.accounts.models import Account

_BUT = "You may continue to log in to the service but you will not have PACER search privileges."
_NO_CODE = f"A required Client Code was not entered. {_BUT}"
_WRONG_CODE = f"The Client Code does not have the form that your account requires. {_BUT}"
_DISABLED = f"PACER search by your current account has been disabled. {_BUT}"


def warning(account: Account, client_code: str) -> str:
    """Return the warning that goes with a token, or nothing when it may search."""
    if account.search_status != "active" or account.holder == Account.Holder.FIRM:
        return _DISABLED
    if not client_code and client_codes.rule_of(account).required:
        return _NO_CODE
    return _WRONG_CODE if is_wrong(account, client_code) else ""


def is_wrong(account: Account, client_code: str) -> bool:
    """Tell whether a client code is one that charges of this account may not carry."""
    try:
        client_codes.check(client_codes.rule_of(account), client_code)
    except client_codes.ClientCodeNeeded:
        return False
    except (client_codes.WrongClientCode, client_codes.NotAClientCode):
        return True
    return False
