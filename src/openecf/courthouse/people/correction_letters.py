"""The letters about an account the court disabled, restored or corrected: to every address of both sides."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from openecf.letters import writing

from . import link_letters, said
from .models import CourtUser, Person

_END = """\
  When:       {when}
  Reference:  {reference}
  Reason:     {reason}

If you think this is wrong, call the court, {phone}, and say the reference.
"""
_TEXTS = {
    "disabled": (
        "Your filing account was disabled",
        """\
{title} disabled the filing account of {account}. Its holder can search, but not file, until the court
restores the account.

""",
    ),
    "restored": (
        "Your filing account was restored",
        """\
{title} restored the filing account of {account}. {onward}

""",
    ),
    "unlinked": (
        "A filing account was unlinked",
        """\
{title} corrected a link: the filing account of {account} no longer belongs to the PACER account of
{people}. That PACER account can search, but not file here with it any more. The old CM/ECF login and
password do not come back.

""",
    ),
    "relinked": (
        "A filing account was linked to another PACER account",
        """\
{title} corrected a link: the filing account of {account} belongs to the PACER account of {to}
from now on.
{before}
""",
    ),
    "merged": (
        "Two filing accounts were made one",
        """\
{title} made one filing account of two that belong to one person: {other} went into
{account}. Everything filed, drafted and received under either of them is found under {account}. The old
CM/ECF login and password of the one that is gone do not come back.

""",
    ),
}


def send(
    what: str,
    account: CourtUser,
    people: Iterable[Person],
    facts: Mapping[str, str],
    *,
    other: CourtUser | None = None,
    at: datetime,
) -> None:
    """Tell every address on the records and of the PACER accounts. `facts`: reason, reference, and more."""
    subject, text = _TEXTS[what]
    court, people = account.court, list(people)
    told = {
        "title": court.title,
        "account": account.name.full,
        "people": " and ".join(f"{one.name.full} ({one.username})" for one in people),
        "onward": "It can file at once." if people else "It waits to be linked to a PACER account.",
        "other": _numbered(other) if other else "",
        "when": said.time(court, at),
        "phone": court.phone,
        **facts,
    }
    if other:
        told["account"] = _numbered(account)
    mails = [*link_letters.known_to(account), *(link_letters.known_to(other) if other else ())]
    for mail in link_letters.each_once([*mails, *(one.email for one in people)]):
        writing.write(court.pk, court.email, mail, subject, (text + _END).format(**told), at=at)


def _numbered(account: CourtUser) -> str:
    """Tell two accounts of one name apart."""
    login = f", CM/ECF login {account.login}" if account.login else ""
    return f"{account.name.full} (account {account.pk}{login})"
