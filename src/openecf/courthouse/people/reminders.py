"""A forgotten old login: a letter to the record's own address, good once, for the person who asked."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from openecf.courthouse.courts.models import Court
from openecf.foundation.names import folded
from openecf.foundation.references import digest, new_token
from openecf.foundation.refusals import NotYours, Refusal

from . import attempts, failing, freshness, link_letters, obstacles, passwords, proofs, roles
from .models import CourtUser, LoginReminder, Person
from .viewer import Viewer

LIFE = timedelta(hours=24)
_MOST_OF_ONE = 3  # letters a day to one record for one person: a stranger must not use up the filer's
_MOST_A_DAY = 12  # letters a day to one record, whoever asks
_MOST_AT_ONCE = 5  # accounts with one e-mail address or bar number


class NothingGiven(Refusal):
    """Enter your old login, or the e-mail address or bar number on your CM/ECF record."""


class ReminderGone(Refusal):
    """This link was used, or is older than 24 hours, or was replaced. Ask for a new one."""


class AskedByAnother(NotYours):
    """This link works only for the PACER account that asked for it. Sign in with that account."""


@dataclass(frozen=True)
class Reminder:
    """What the page of a mailed link shows before its button is pressed."""

    court_user_name: str
    expires_at: datetime


def ask(
    viewer: Viewer, court: Court, *, login: str = "", email: str = "", bar_number: str = "", at: datetime
) -> None:
    """Send a way through to the address on the record, if there is one; say nothing either way.

    Raises SignInFirst, what `obstacles` tells, TooManyTries, NothingGiven.
    """
    roles.require_signed_in(viewer)
    obstacles.require_none(viewer, court, at=at)
    if not (login.strip() or email.strip() or bar_number.strip()):
        raise NothingGiven
    attempts.begin(court, [attempts.of_reminder(court, viewer.person_id)], at=at)
    accounts = _accounts(court, login, email.strip(), bar_number.strip())
    with transaction.atomic():
        for account in accounts:
            send(viewer.person_id, account, actor=viewer, at=at)
        if not accounts:
            failing.record_nobody(viewer, court, "people.reminder_refused", "no such account here", at=at)


def send(person_id: int, account: CourtUser, *, actor: Viewer, at: datetime) -> None:
    """Write the letter to the record's address, unless there were enough of them today."""
    if not account.email:
        failing.record(actor, account, "people.reminder_refused", {"why": "no address on the record"}, at=at)
        return
    today = LoginReminder.objects.filter(court_user=account, expires_at__gt=at)
    if today.count() >= _MOST_A_DAY or today.filter(person=person_id).count() >= _MOST_OF_ONE:
        failing.record(actor, account, "people.reminder_refused", {"why": "enough letters for today"}, at=at)
        return
    with transaction.atomic():
        _write(person_id, account, at=at)
        failing.record(actor, account, "people.reminder_sent", {}, at=at)


def reminder(viewer: Viewer, court: Court, token: str, *, at: datetime) -> Reminder:
    """Return what a mailed link is about; looking uses nothing up.

    Raises SignInFirst, ReminderGone, AskedByAnother.
    """
    row = _row(viewer, court, token, at=at)
    return Reminder(row.court_user.name.full, row.expires_at)


def use(viewer: Viewer, court: Court, token: str, *, address: str = "", at: datetime) -> str:
    """Use a mailed link up, and return the token of a proof for this sign-on.

    Raises SignInAgain, what `reminder` raises, what `obstacles` tells, AccountClosed, LinkedToAnother.
    """
    row = _row(viewer, court, token, at=at)
    freshness.require_fresh(viewer, at=at)
    obstacles.require_none(viewer, court, at=at)
    failing.require_waiting(viewer, row.court_user, at=at)
    with transaction.atomic():
        _hold(row.person)
        token = proofs.issue(viewer, row.court_user, "mail", at=at)
        unused = LoginReminder.objects.filter(pk=row.pk, used_at=None, expires_at__gt=at)
        if unused.update(used_at=at) != 1:
            raise ReminderGone
        detail = {"means": "mail"}
        failing.record(viewer, row.court_user, "people.link_proved", detail, address=address, at=at)
    return token


def _hold(person: Person) -> None:
    """Take the person's row before the reminder's, in the order a link does: neither waits for the other."""
    unlinked = Person.objects.filter(pk=person.pk, court_user=None)
    if unlinked.update(court_user=None) != 1:
        raise obstacles.already_linked(Person.objects.get(pk=person.pk))


def _accounts(court: Court, login: str, email: str, bar_number: str) -> list[CourtUser]:
    """Return the accounts that what was typed can mean."""
    found = [passwords.account_named(court, login)] if login else []
    filers = CourtUser.objects.filter(court=court, login__isnull=False).select_related("court").order_by("pk")
    if email:
        found += filers.filter(email__iexact=email)[:_MOST_AT_ONCE]
    if bar_number:
        alike = filers.filter(bar_number__icontains=bar_number[-3:])[:1000]
        found += [account for account in alike if _same_bar_number(account.bar_number, bar_number)]
    return list({account.pk: account for account in found if account}.values())[:_MOST_AT_ONCE]


def _same_bar_number(kept: str, typed: str) -> bool:
    """Compare without spaces and punctuation; `123321` finds `CA 123321`."""
    return folded(typed) != "" and folded(typed) in (folded(kept), re.sub(r"\D", "", kept))


def _write(person_id: int, account: CourtUser, *, at: datetime) -> None:
    token = new_token()
    waits = account.state == CourtUser.State.LEGACY
    LoginReminder.objects.create(
        token_hash=digest(token),
        person_id=person_id,
        court_user=account,
        password_mark=passwords.mark(account),
        expires_at=at + LIFE,
        used_at=None if waits else at,
    )
    if waits:
        link_letters.reminder(account, token, at=at)
    else:
        link_letters.nothing_to_link(account, at=at)


def _row(viewer: Viewer, court: Court, token: str, *, at: datetime) -> LoginReminder:
    roles.require_signed_in(viewer)
    rows = LoginReminder.objects.filter(token_hash=digest(token), court_user__court=court)
    row = rows.select_related("court_user__court").first()
    if row is None:
        raise ReminderGone
    if row.person_id != viewer.person_id:
        raise AskedByAnother
    changed = row.password_mark != passwords.mark(row.court_user)
    if row.used_at or row.expires_at <= at or changed:
        raise ReminderGone
    return row
