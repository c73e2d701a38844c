"""A firm asks to pay for an account, which it names by its seven-digit number and its holder's last name."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from openecf.audit import trail
from openecf.center.accounts import holding, mailing
from openecf.center.accounts.models import Account
from openecf.center.signon import attempts, freshness
from openecf.center.signon.sessions import Standing
from openecf.foundation.references import new_public_id
from openecf.foundation.refusals import Refusal

from . import membership
from .membership import Member
from .models import Membership

_MISSED = "firms.invitation_missed"
_MOST_MISSED, _DAY = 20, timedelta(days=1)  # wrong ones a day: a right one between them resets no count
_MOST_ASKED, _SPAN = 3, timedelta(days=30)  # invitations of one account by one firm: each is a mail


class TooManyMissed(Refusal):
    """You tried too many numbers and names that do not belong together. Try again tomorrow."""

    field = "number"
    status = 429


class AskedOften(Refusal):
    """You invited this account three times within thirty days. Talk to its holder before you ask again."""

    field = "number"


class NobodyOfThatName(Refusal):
    """No account has this number and this last name. Ask its holder for both: they stand under My account."""

    field = "number"


class AskedAlready(Refusal):
    """This account is in your list already, or your invitation waits for its holder's answer."""

    field = "number"


def invite(
    firm: Account, last_name: str, number: str, *, cost_center: str = "", standing: Standing, at: datetime
) -> Member:
    """Ask an account's holder whether the firm may pay; nothing is paid before they accept.

    A number of nobody, another name and a firm's number get one answer, and wrong ones make the firm wait.
    Raises NotAFirm, SignInAgain, TooManyFailures, TooManyMissed, NobodyOfThatName, AskedAlready, AskedOften.
    """
    holding.require_firm(firm)
    freshness.require(standing, at=at)
    person = _counted(firm, last_name, number, at=at)
    if Membership.objects.filter(firm=firm, member=person, state=Membership.State.MEMBER).exists():
        raise AskedAlready
    asked = Membership.objects.filter(firm=firm, member=person, invited_at__gt=at - _SPAN)
    if asked.count() >= _MOST_ASKED:
        raise AskedOften
    try:
        with transaction.atomic():
            return _ask(firm, person, cost_center, at=at)
    except IntegrityError:  # one open invitation
        raise AskedAlready from None


def _counted(firm: Account, last_name: str, number: str, *, at: datetime) -> Account:
    """Find the account; who tries numbers has to wait as at the sign-in page."""
    missed = trail.entries_for(
        "center", [firm.number], since=at - _DAY, until=at + _DAY, actions=[_MISSED], most=_MOST_MISSED
    )
    if len(missed) >= _MOST_MISSED:
        raise TooManyMissed
    tries = attempts.begin(f"invitations {firm.number}", address="", device="", at=at)
    found = Account.objects.filter(number=number.strip(), holder=Account.Holder.INDIVIDUAL).first()
    if found is None or _plain(found.last_name) != _plain(last_name):
        with transaction.atomic():
            attempts.failed(tries, at=at)
            trail.record("center", firm.number, _MISSED, firm.number, at=at)
        raise NobodyOfThatName
    attempts.succeeded(tries)
    return found


def _ask(firm: Account, person: Account, cost_center: str, *, at: datetime) -> Member:
    row = Membership.objects.create(
        public_id=new_public_id(),
        firm=firm,
        member=person,
        cost_center=cost_center.strip(),
        invited_at=at,
    )
    parts = {
        "firm": firm.last_name,
        "number": person.number,
        "page": mailing.page("center.firm"),
    }
    mailing.post("firm_invited", person.email, parts, at=at)
    trail.record("center", firm.number, "firms.invited", person.number, at=at)
    return membership.member(firm, row.public_id)


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()
