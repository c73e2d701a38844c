"""The cast gets its accounts, and those who linked long ago link now: by the acts people use."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import get_hasher, make_password

from openecf.center.accounts import activation, profile
from openecf.center.accounts import opening as center_opening
from openecf.center.accounts.opening import NewAccount
from openecf.center.accounts.profile import AccountFacts
from openecf.courthouse.courts import routing
from openecf.courthouse.people import conversion, linking, signing_on, viewer
from openecf.courthouse.people.conversion import NewFiler
from openecf.faces.console import opening
from openecf.foundation import addresses
from openecf.foundation.messages import Identity

from . import factors
from .cast import MEMBERS, PASSWORD, PILOT, Member, OldLogin


@dataclass
class People:
    """Who was made: accounts by username; court users by court and old login, staff by username."""

    accounts: dict[str, AccountFacts] = field(default_factory=dict)
    filers: dict[tuple[str, str], object] = field(default_factory=dict)


def open_accounts(*, at: datetime) -> People:
    """Open every center account, invite the staff, and bring the old filing accounts over."""
    people, hashed = People(), make_password(PASSWORD)
    for member in MEMBERS:
        account = center_opening.open_account(_new(member, at), stored_password=hashed, at=at)
        people.accounts[member.username] = profile.facts(account)
        if member.factor:
            factors.add(account, member.username, at=at)
        if member.staff:
            staff = opening.invite(PILOT, member.username, member.staff, initials=member.initials, at=at)
            people.filers[PILOT, member.username] = staff
        for old in member.old:
            court = routing.court_by_id(old.court)
            people.filers[old.court, old.login] = conversion.import_filer(court, _filer(old), at=at)
    return people


def link_those_who_did(people: People, *, at: datetime) -> None:
    """Sign on, prove, link and log out, for each old login of the cast that is linked."""
    for member in MEMBERS:
        for old in member.old:
            if old.linked:
                _link(people.accounts[member.username], old, at=at)
                people.filers[old.court, old.login].refresh_from_db()


def _link(account: AccountFacts, old: OldLogin, *, at: datetime) -> None:
    court, key = routing.court_by_id(old.court), f"demo-{old.court}-{old.login}"
    signing_on.sign_on(court, identity(account, key, at), session_key=key, id_token="", at=at)
    who = viewer.viewer_for(key, court, at=at + timedelta(seconds=5))
    match = linking.find_court_user(
        who, court, login=old.login, password=old.password, address="127.0.0.1", at=at + timedelta(seconds=20)
    )
    linking.link(who, match.token, names_checked=True, at=at + timedelta(seconds=40))
    signing_on.log_out(who, at=at + timedelta(seconds=60))


def _new(member: Member, at: datetime) -> NewAccount:
    door, user_type = _door(member)
    return NewAccount(
        door=door,
        user_type=user_type,
        hold=member.hold,
        search_status=member.search_status or activation.first_status(member.holder, member.hold),
        birth_date=None if member.holder == "firm" else member.born or _born(member),
        policies_accepted_at=at,
        street="100 Example Way",
        city="San Diego",
        state="CA",
        zip_code="92101",
        county="San Diego",
        phone="619-555-0100",
        username=member.username,
        first_name=member.first_name,
        last_name=member.last_name,
        email=member.email,
        kind=member.kind,
        holder=member.holder,
        firm_name=member.firm_name,
        bar_number=member.bar_number,
        balance_cents=member.balance_cents,
    )


def _door(member: Member) -> tuple[str, str]:
    """Return by which door a member came, and as what."""
    if member.holder == "firm":
        return "firm", "Law firm"
    if not member.old:
        return "search", "Individual"
    return ("attorney", "Attorney") if member.old[0].role == "attorney" else ("nonattorney", "Trustee")


def _born(member: Member) -> date:
    """Return an invented birthday that no two members share."""
    return date(1950, 1, 15) + timedelta(days=421 * MEMBERS.index(member))


def _filer(old: OldLogin) -> NewFiler:
    return NewFiler(
        login=old.login,
        encoded_password=_old_hash(old),
        first_name=old.first_name,
        last_name=old.last_name,
        role=old.role,
        firm_name=old.firm_name,
        bar_number=old.bar_number,
        email=old.email,
        phone="619-555-0100",
        address=old.address,
        closed=old.closed,
        notice_format=old.notices,
    )


def _old_hash(old: OldLogin) -> str:
    """Hash as systems did in 2016: such hashes come over as they are."""
    hasher = get_hasher(old.hasher)
    return hasher.encode(old.password, hasher.salt(), iterations=30_000)


def identity(account: AccountFacts, sid: str, at: datetime) -> Identity:
    """Return what the center tells a court of a member who signs on."""
    return Identity(
        iss=addresses.issuer(),
        sub=account.subject,
        sid=sid,
        acr="aal1",
        auth_time=at,
        username=account.username,
        account_number=account.number,
        kind=account.kind,
        holder=account.holder,
        first_name=account.name.first,
        last_name=account.name.last,
        firm_name=account.firm_name,
        bar_number=account.bar_number,
        email=account.email,
        billing_email=account.billing_email,
    )
