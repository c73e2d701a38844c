"""Recovery codes on their way to the page that shows them: sealed, for this browser, for ten minutes."""

import json
from datetime import datetime

from django.conf import settings

from openecf.center.accounts.models import Account
from openecf.foundation import sealing

from . import challenges

PURPOSE = "show_codes"
_SEAL = "recovery codes to show"


def keep(account: Account, codes: list[str], *, session_key: str, at: datetime) -> str:
    """Keep codes for the page that shows them; return its token."""
    asked = {"sealed": sealing.seal(json.dumps(codes), key=settings.FACTOR_KEY, purpose=_SEAL)}
    return challenges.make(PURPOSE, account=account, session_key=session_key, asked=asked, at=at)


def read(account: Account, token: str, *, session_key: str, at: datetime) -> list[str]:
    """Return the codes, or nothing when their time is over or another browser asks."""
    found = challenges.find(PURPOSE, token, account=account, session_key=session_key, at=at)
    if found is None:
        return []
    return json.loads(sealing.unseal(str(found.asked["sealed"]), key=settings.FACTOR_KEY, purpose=_SEAL))


def saved(account: Account) -> None:
    """Forget them: the holder has kept the codes."""
    challenges.drop(account, PURPOSE)
