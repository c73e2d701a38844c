"""Larkin Law Group pays for two people, who search: by the acts that firms and people use."""

from datetime import datetime, timedelta

from openecf.center.accounts import usernames
from openecf.center.firms import budgets, inviting, membership
from openecf.center.signon import sessions
from openecf.center.signon.sessions import Standing
from openecf.courthouse.access import counter
from openecf.courthouse.access.reports.docket import DocketReport
from openecf.courthouse.access.search import NameSearch
from openecf.courthouse.courts import routing
from openecf.courthouse.people import signing_on, viewer
from openecf.foundation.references import new_token

from .accounts import People, identity
from .cast import PILOT

FIRM = "larkinfirm"
MEMBERS = (("lindalarkin", "Trial"), ("samsearcher", "Research"))
BUDGET_CENTS = 50_00
_HOUR = timedelta(hours=1)
# Who buys what, how many days after the first case was opened, and for which client.
SHOPPING = (
    ("lindalarkin", 3, "docket", "LARKIN-0042"),
    ("lindalarkin", 9, "search", "LARKIN-0042"),
    ("samsearcher", 10, "docket", "LARKIN-0057"),
    ("samsearcher", 31, "search", "LARKIN-0042"),
    ("lindalarkin", 40, "docket", ""),
    ("samsearcher", 62, "docket", "LARKIN-0057"),
)


def join_and_use(people: People, case: str, *, begun: datetime, at: datetime) -> None:
    """Invite and accept on the first day, then buy dockets and searches, up to now."""
    firm = usernames.holder_of(FIRM)
    for username, cost_center in MEMBERS:
        _join(firm, usernames.holder_of(username), cost_center, at=begun + 2 * _HOUR)
    budgets.set_budget(firm, BUDGET_CENTS, at=begun + 3 * _HOUR)
    for username, days, what, code in SHOPPING:
        when = begun + timedelta(days=days, hours=3)
        if when < at:
            _buy(people, username, what, case, code, at=when)


def _join(firm, person, cost_center: str, *, at: datetime) -> None:
    asked = inviting.invite(
        firm,
        person.last_name,
        person.number,
        cost_center=cost_center,
        standing=_signed_in(firm, at=at),
        at=at,
    )
    answered = at + _HOUR
    membership.accept(person, asked.public_id, standing=_signed_in(person, at=answered), at=answered)


def _signed_in(account, *, at: datetime) -> Standing:
    """Sign in at the center for one act."""
    key = new_token()[:32]
    session = sessions.begin(account, session_key=key, at=at)
    standing = sessions.standing(key, at=at)
    sessions.end(session, at=at)
    return standing


def _buy(people: People, username: str, what: str, case: str, code: str, *, at: datetime) -> None:
    court, key = routing.court_by_id(PILOT), f"demo-buys-{username}-{at:%j}"
    signing_on.sign_on(
        court, identity(people.accounts[username], key, at), session_key=key, id_token="", at=at
    )
    who = viewer.viewer_for(key, court, at=at)
    wanted = DocketReport(case) if what == "docket" else NameSearch("d")
    quoted = counter.quote(who, wanted, at=at)
    counter.serve(who, quoted.id, client_code=code, at=at)
    signing_on.log_out(who, at=at + timedelta(minutes=1))
