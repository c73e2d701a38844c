"""Something for the security pages: Linda signed in yesterday at the office, after somebody guessed wrong."""

from contextlib import suppress
from datetime import datetime, timedelta

from openecf.center.signon import devices, sessions, signing_in
from openecf.foundation.references import new_public_id

from .cast import PASSWORD
from .desk import morning

USERNAME = "lindalarkin"
_OFFICE = "192.0.2.44"
_FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"


def sign_in_yesterday(*, at: datetime) -> None:
    """Let a guess fail from elsewhere, then Linda sign in at the office."""
    begun = morning(at - timedelta(days=1))
    with suppress(signing_in.WrongCredentials):
        signing_in.sign_in(USERNAME, "letmein", address="198.51.100.23", at=begun)
    begun += timedelta(minutes=40)
    linda = signing_in.sign_in(USERNAME, PASSWORD, address=_OFFICE, at=begun)
    seen = {"browser": _FIREFOX, "address": _OFFICE, "at": begun}
    sessions.begin(linda, session_key=new_public_id(), **seen)
    devices.meet(linda, new_public_id(), **seen)
