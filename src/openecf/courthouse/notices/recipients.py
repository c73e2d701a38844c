"""Who is served with a filing: by e-mail wherever the court has an address, else on paper by the filer.

Attorneys and trustees are served for the parties they act for; a party nobody acts for is served itself. The
list of creditors is not served with each filing; `listed_creditors` gives it for labels.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openecf.courthouse.cases.models import Appearance, Case, Creditor, Party
from openecf.courthouse.people.models import CourtUser, NoticeAddress
from openecf.foundation import names

_TRUSTEES = (CourtUser.Role.TRUSTEE, CourtUser.Role.US_TRUSTEE)
_STAFF = (CourtUser.Role.CLERK, CourtUser.Role.JUDGE)
_LONGEST = 250  # signs of a name, as stored


@dataclass(frozen=True)
class Recipient:
    """One address a notice goes to. Without an e-mail address it is paper for the postal address."""

    name: str
    on_behalf_of: str = ""  # "Debtor Jane Doe"
    email: str = ""
    format: str = "html"  # html, text
    postal: str = ""
    court_user_id: int | None = None

    @property
    def label(self) -> str:
        """How notices list it: `Ann Ray on behalf of Debtor Jane Doe`."""
        return f"{self.name} on behalf of {self.on_behalf_of}" if self.on_behalf_of else self.name


@dataclass(frozen=True)
class Service:
    """Everybody who is served: an electronic recipient for each e-mail address, none of them twice."""

    electronic: tuple[Recipient, ...] = ()
    paper: tuple[Recipient, ...] = ()


@dataclass(frozen=True)
class _Acting:
    """Somebody to be served, before addresses are known."""

    name: str
    on_behalf_of: str
    postal: str
    court_user: CourtUser | None = None
    party_email: str = ""
    is_filer: bool = False  # served by e-mail only, and only if not served already


def who_is_served(case: Case, *, filer: CourtUser | None = None) -> Service:
    """Return who is served in a case, a filer who is not of the court's staff too.

    Three queries, whatever the size of the case.
    """
    appearances = Appearance.objects.filter(party__case=case, party__ended_date=None, ended_date=None)
    acting = list(appearances.select_related("party", "court_user").order_by("party_id", "-lead", "pk"))
    parties = Party.objects.filter(case=case, ended_date=None).order_by("pk")
    everybody = [*_for_parties(acting), *_alone(parties, acting)]
    if filer is not None and filer.role not in _STAFF:
        everybody.append(_Acting(filer.name.full, "", "", filer, is_filer=True))
    return _addressed(everybody, _addresses(everybody))


def listed_creditors(case: Case) -> tuple[Recipient, ...]:
    """Return the list of creditors, for mailing labels."""
    rows = Creditor.objects.filter(case=case).order_by("name", "pk")
    return tuple(Recipient(name=row.name, postal=row.address) for row in rows)


def _for_parties(acting: Iterable[Appearance]) -> list[_Acting]:
    """One row for each person who acts, with all they act for."""
    behalf: dict[int, list[str]] = {}
    users: dict[int, CourtUser] = {}
    for row in acting:
        users.setdefault(row.court_user_id, row.court_user)
        parties = behalf.setdefault(row.court_user_id, [])
        if not _acts_for_himself(row):
            parties.append(f"{row.party.role} {row.party.name}")
    return [_Acting(user.name.full, ", ".join(behalf[pk]), user.address, user) for pk, user in users.items()]


def _acts_for_himself(row: Appearance) -> bool:
    in_office = row.court_user.role in _TRUSTEES and "Trustee" in row.party.role
    return in_office or names.same(row.party.name, row.court_user.name.full)


def _alone(parties: Iterable[Party], acting: Iterable[Appearance]) -> list[_Acting]:
    """The parties nobody acts for."""
    represented = {row.party_id for row in acting}
    alone = [party for party in parties if party.pk not in represented]
    return [_Acting(party.name, "", party.address, party_email=party.email) for party in alone]


def _addresses(everybody: Iterable[_Acting]) -> Mapping[int, list[NoticeAddress]]:
    users = [one.court_user.pk for one in everybody if one.court_user]
    found: dict[int, list[NoticeAddress]] = {}
    rows = NoticeAddress.objects.filter(court_user__in=users).order_by("court_user_id", "-primary", "pk")
    for row in rows:
        found.setdefault(row.court_user_id, []).append(row)
    return found


def _addressed(everybody: Iterable[_Acting], addresses: Mapping[int, list[NoticeAddress]]) -> Service:
    electronic: dict[str, Recipient] = {}
    paper: list[Recipient] = []
    for one in everybody:
        user_id = one.court_user.pk if one.court_user else None
        lines = _mail_lines(one, addresses.get(user_id, []))
        if not lines and not one.is_filer:
            paper.append(_recipient(one, postal=one.postal))
        for email, form in lines:
            served = _recipient(one, email=email, form=form)
            there = electronic.setdefault(email.casefold(), served)
            electronic[email.casefold()] = _together(there, served)
    return Service(tuple(electronic.values()), tuple(paper))


def _mail_lines(one: _Acting, addresses: list[NoticeAddress]) -> list[tuple[str, str]]:
    """The addresses and formats of one person; an account the court closed gets no mail."""
    if one.court_user is None:
        return [(one.party_email, "html")] if one.party_email else []
    if one.court_user.state == CourtUser.State.CLOSED:
        return []
    if addresses:
        return [(row.email, row.format) for row in addresses]
    return [(one.court_user.email, "html")] if one.court_user.email else []


def _recipient(one: _Acting, *, email: str = "", form: str = "html", postal: str = "") -> Recipient:
    return Recipient(
        name=one.name[:_LONGEST],
        on_behalf_of=one.on_behalf_of[:_LONGEST],
        email=email,
        format=form,
        postal=postal,
        court_user_id=one.court_user.pk if one.court_user else None,
    )


def _together(there: Recipient, other: Recipient) -> Recipient:
    """Two people who share an address get one mail that names both."""
    known = there.name.split("; ")
    names_shown = there.name if other.name in known else f"{there.name}; {other.name}"
    behalf = ", ".join(dict.fromkeys(part for part in (there.on_behalf_of, other.on_behalf_of) if part))
    return Recipient(
        name=names_shown[:_LONGEST],
        on_behalf_of=behalf[:_LONGEST],
        email=there.email,
        format=there.format,
        court_user_id=there.court_user_id or other.court_user_id,
    )
