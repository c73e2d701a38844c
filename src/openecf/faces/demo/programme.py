"""Building the demo by the acts people use, and the list of who is in it."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings

from openecf.faces.console import opening
from openecf.foundation import addresses

from . import accounts, agents, choices, firm, letters_on_paper, programs, record, registrations, security
from .cast import MEMBERS, PASSWORD, PILOT, SECOND
from .desk import morning
from .factors import totp_secret

BEFORE = timedelta(days=75)  # how long ago the first case of the demo was opened


def is_seeded() -> bool:
    """Tell whether the demo is built: the list of its cast is written last."""
    return (settings.DATA_DIR / "cast.json").exists()


def seed(*, at: datetime, say: Callable[[str], None] = print) -> None:
    """Build everything: courts, accounts, old logins, cases and links; then write the cast."""
    begun = morning(at - BEFORE)
    for court_id in (PILOT, SECOND):
        opening.open_court(court_id, at=begun)
    people = accounts.open_accounts(at=begun)
    say(f"  2 courts, {len(people.accounts)} accounts, {len(people.filers)} old CM/ECF logins")
    letters_on_paper.put_down(at=at)
    accounts.link_those_who_did(people, at=begun + timedelta(hours=1))
    made = record.build(people, begun=begun, at=at)
    firm.join_and_use(people, made.first, begun=begun, at=at)
    agents.let_act(people, begun=begun)
    registrations.ask(at=at)
    programs.put_to_work(at=at)
    choices.choose(begun=begun, at=at)
    security.sign_in_yesterday(at=at)
    say(f"  cases with filings, claims and hearings; start with {made.first}")
    (settings.DATA_DIR / "issuer").write_text(addresses.issuer())
    (settings.DATA_DIR / "cast.json").write_text(json.dumps(_listed(made.cases_of), indent=2))


def follow_address(*, at: datetime) -> None:
    """Let a demo that was built at another port or host answer at the present one."""
    kept = settings.DATA_DIR / "issuer"
    if kept.read_text() != addresses.issuer():
        opening.move(kept.read_text(), at=at)
        kept.write_text(addresses.issuer())


def cast() -> list[dict[str, object]]:
    """Return everyone in the demo, one object each."""
    return json.loads((settings.DATA_DIR / "cast.json").read_text())


def who_can_sign_in(people: list[dict[str, object]]) -> str:
    """Return the cast as lines for a terminal."""
    lines = ["", "Who can sign in (center: at every court by Document Filing System):"]
    for one in people:
        factor = " + code, see the demo page" if one["totp_secret"] else ""
        lines.append(
            f"  {one['username']:<12} {one['password']:<22} {one['site']:<7} {one['purpose']}{factor}"
        )
    return "\n".join([*lines, ""])


def _listed(cases_of: dict[str, str]) -> list[dict[str, object]]:
    people = [_member(member, cases_of) for member in MEMBERS]
    logins = [_login(member, old, cases_of) for member in MEMBERS for old in member.old]
    return people + logins


def _member(member, cases_of) -> dict[str, object]:
    waiting = next((old for old in member.old if not old.linked), None)
    return {
        "site": "center",
        "username": member.username,
        "password": PASSWORD,
        "totp_secret": totp_secret(member.username) if member.factor else None,
        "cmecf_court": waiting.court if waiting else None,
        "cmecf_login": waiting.login if waiting else None,
        "cmecf_password": waiting.password if waiting else None,
        "linked_courts": [old.court for old in member.old if old.linked],
        "case": cases_of.get(member.username),
        "purpose": member.purpose,
    }


def _login(member, old, cases_of) -> dict[str, object]:
    state = "closed by the court" if old.closed else "dead: linked" if old.linked else "waits to be linked"
    return {
        "site": old.court,
        "username": old.login,
        "password": old.password,
        "totp_secret": None,
        "cmecf_court": old.court,
        "cmecf_login": None,
        "cmecf_password": None,
        "linked_courts": [],
        "case": cases_of.get(member.username) if old.court == PILOT else None,
        "purpose": f"Old CM/ECF login of {old.first_name} {old.last_name} in {old.court}; {state}.",
    }
