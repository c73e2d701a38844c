"""Mailed links: each proves an address, once. Only the digest of its token is kept.

Opening one changes nothing, so that mail scanners and previews use nothing up; pressing its button does.
"""

from datetime import datetime, timedelta

from django.db.models import F

from openecf.foundation.references import digest, new_token
from openecf.foundation.refusals import Refusal
from openecf.foundation.throttle import network_of

from .models import Account, MailedLink

REGISTER, RESET, UPGRADE, EMAIL = "register", "reset", "upgrade", "email"
NOT_ME = "not_me"  # in the mail about a new browser
LASTS = {
    REGISTER: timedelta(hours=24),
    RESET: timedelta(hours=1),
    UPGRADE: timedelta(hours=24),
    EMAIL: timedelta(hours=24),
    NOT_ME: timedelta(days=7),
}
HOUR = timedelta(hours=1)
MOST_TO_A_MAILBOX = 5  # mails an hour, for one purpose
MOST_FROM_A_NETWORK = 100  # links an hour, for all purposes
MOST_TRIES = 20  # how often the form behind one link may be sent


class LinkGone(Refusal):
    """This link was used before, or its time is over. Ask for a new one."""

    status = 410


class TooManyMails(Refusal):
    """Too many mails were asked for from your network. Wait an hour, then try again."""

    status = 429


def require_calm(address: str, *, at: datetime) -> None:
    """Raise TooManyMails when a network (an office, a university) asked for too many links this hour."""
    network = network_of(address)
    asked = MailedLink.objects.filter(network=network, made_at__gt=at - HOUR)
    if network and asked.count() >= MOST_FROM_A_NETWORK:
        raise TooManyMails


def mailbox_has_room(purpose: str, to: str, *, at: datetime) -> bool:
    """Tell whether one more mail for this purpose may go to this address this hour."""
    sent = MailedLink.objects.filter(to_hash=_mailbox(to), made_at__gt=at - HOUR, purpose=purpose)
    return sent.values("made_at").distinct().count() < MOST_TO_A_MAILBOX  # one letter may hold several links


def make(
    purpose: str,
    to: str,
    *,
    account: Account | None = None,
    claims: dict[str, str] | None = None,
    address: str = "",
    at: datetime,
) -> str:
    """Make a link for a mail to this address and return its token, which is kept nowhere."""
    token = new_token()
    MailedLink.objects.create(
        token_hash=digest(token),
        purpose=purpose,
        account=account,
        claims=claims or {},
        to_hash=_mailbox(to),
        network=network_of(address),
        made_at=at,
        expires_at=at + LASTS[purpose],
    )
    return token


def find(purpose: str, token: str, *, at: datetime) -> MailedLink | None:
    """Return a link whose time is not over, used or not; looking changes nothing."""
    found = MailedLink.objects.filter(token_hash=digest(token), purpose=purpose, expires_at__gt=at)
    return found.select_related("account").first()


def take(link: MailedLink, *, at: datetime) -> None:
    """Use a link up; of two at once one wins. Raises LinkGone."""
    if not MailedLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=at).update(used_at=at):
        raise LinkGone


def one_at_a_time(link: MailedLink) -> None:
    """Let the links of one mailbox for one purpose be used one after another, until the transaction ends.

    Call it before `take`. SQLite does so by itself; on PostgreSQL the rows are held.
    """
    siblings = MailedLink.objects.filter(to_hash=link.to_hash, purpose=link.purpose, used_at=None)
    siblings.update(tries=F("tries"))


def count_try(link: MailedLink) -> None:
    """Count one sending of the form behind a link; call it outside the act's transaction. Raises LinkGone."""
    if not MailedLink.objects.filter(pk=link.pk, tries__lt=MOST_TRIES).update(tries=F("tries") + 1):
        raise LinkGone


def drop(account: Account, *purposes: str, at: datetime) -> None:
    """Make an account's unused links of these purposes worthless."""
    MailedLink.objects.filter(account=account, purpose__in=purposes, used_at=None).update(expires_at=at)


def sweep(*, at: datetime) -> int:
    """Remove links a week after their time, and with them what was typed by people who never came back."""
    gone, _ = MailedLink.objects.filter(expires_at__lt=at - timedelta(days=7)).delete()
    return gone


def is_same_mailbox(one: str, other: str) -> bool:
    """Tell whether two addresses are one mailbox. Capitals differ in ASCII only: the Kelvin sign is no k."""
    plain = one.isascii() and other.isascii()
    return one == other or (plain and one.lower() == other.lower())


def _mailbox(to: str) -> str:
    return digest(to.strip().lower())
