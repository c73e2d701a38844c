"""Pat's programs: one that signed in by the authentication API, and one that has a key."""

from datetime import datetime

from openecf.center.accounts import usernames
from openecf.center.signon import keys, programs, sessions

from .cast import PASSWORD

OWNER = "patpublic1"
_ADDRESS = "192.0.2.44"
_SESSION = "demo-programs-of-pat"


def put_to_work(*, at: datetime) -> None:
    """Sign a program in, and make a key at the center for another."""
    programs.issue(OWNER, PASSWORD, address=_ADDRESS, browser="Juriscraper", at=at)
    account = usernames.holder_of(OWNER)
    session = sessions.begin(account, session_key=_SESSION, address=_ADDRESS, browser="Demo", at=at)
    wanted = keys.Wanted("Office calendar", ("usage:read", "account:read"), 365, 500)
    keys.create(account, sessions.standing(_SESSION, at=at), wanted, address=_ADDRESS, at=at)
    sessions.end(session, at=at)
