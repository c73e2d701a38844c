"""Mailing the notices that are due: at least once each, again while the mail server is away, for three days.

A row is claimed before it is mailed. A process that dies in between leaves its one row claimed; another mails
it again when the claim lapses, under the same Message-Id.
"""

import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from openecf.audit import trail
from openecf.courthouse.cases import numbers
from openecf.courthouse.courts.models import Court
from openecf.courthouse.people import roles
from openecf.courthouse.people.viewer import Viewer
from openecf.letters import outbox, sending

from . import mail, sheet
from .models import Delivery

_AHEAD = timedelta(seconds=5)
_LONGEST_FAILURE = 250


@dataclass(frozen=True)
class Undelivered:
    """A notice that could not be delivered to an address."""

    notice_id: str
    case_number: str
    entry_number: int | None
    subject: str
    name: str
    email: str
    failure: str
    tries: int
    entered_at: datetime


@dataclass(frozen=True)
class Fault:
    """Why a mail was not taken: for good, or for now; the whole server, or this mail."""

    sentence: str
    for_good: bool = False
    server_away: bool = False


def deliver_due(*, at: datetime) -> int:
    """Mail what is due; return how many rows were taken up. Any number of processes may do so at once.

    A server that is away is asked once a turn: the rows after that are put off with the same reason.
    """
    now = outbox.running_from(at)
    taken, away = 0, None
    for pk in outbox.due(_due_rows(), at=at):
        if now() - at > outbox.TURN:
            break
        if not outbox.claim(Delivery, pk, at=now()):
            continue
        fault = _deliver(pk, away, now)
        away = fault if fault and fault.server_away else None
        taken += 1
    return taken


def _due_rows():
    return Delivery.objects.filter(state=Delivery.State.DUE, frequency="each")


def _deliver(pk: int, away: Fault | None, now: Callable[[], datetime]) -> Fault | None:
    row = sheet.with_its_entry(Delivery.objects.all(), "notice__").get(pk=pk)
    fault = away or send(row.email, lambda mailbox: mail.message(row, mailbox))
    if fault is None:
        _mark_sent(row, at=now())
    elif fault.for_good:
        give_up(row, fault, at=now())
    else:
        put_off(row, fault, was_tried=away is None, at=now())
    return fault


def send(email: str, write: Callable[[str], EmailMessage]) -> Fault | None:
    """Mail what `write` makes for an address; return why it was not taken, or None."""
    try:
        mailbox = mail.mailbox(email)
    except mail.NotAMailbox as refusal:
        return Fault(refusal.sentence, for_good=True)
    try:
        sending.mail(write(mailbox))
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(refused)
    except smtplib.SMTPDataError as answer:
        return Fault(_said(answer.smtp_code, answer.smtp_error))
    except smtplib.SMTPResponseException as answer:
        return Fault(_said(answer.smtp_code, answer.smtp_error), server_away=True)
    except OSError as fault:
        return Fault(f"The mail server could not be reached: {fault}", server_away=True)
    return None


def _refused(refused: smtplib.SMTPRecipientsRefused) -> Fault:
    """Of all refusals only a 5xx of the recipient is final: others may be the court's own to mend."""
    code, words = next(iter(refused.recipients.values()))
    return Fault(_said(code, words), for_good=500 <= code < 600)


def _said(code: int, words: bytes | str) -> str:
    plain = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"The mail server said: {code} {plain}"


def _mark_sent(row: Delivery, *, at: datetime) -> None:
    mine = Delivery.objects.filter(pk=row.pk).exclude(state=Delivery.State.SENT)
    first = Coalesce(F("first_tried_at"), at)
    mine.update(state=Delivery.State.SENT, sent_at=at, first_tried_at=first, due_at=None, failure="")


def put_off(row: Delivery, fault: Fault, *, was_tried: bool = True, at: datetime) -> None:
    """Try a row again later, or give up after three days.

    Rows that were not tried themselves come first the next time, so that no one mail can hold up all.
    """
    first = row.first_tried_at or at
    last_try = first + outbox.GIVE_UP_AFTER
    if at >= last_try:
        return give_up(row, fault, at=at)
    due_at = outbox.next_try(row.tries, at=at) - (timedelta() if was_tried else _AHEAD)
    mine = Delivery.objects.filter(pk=row.pk, due_at=row.due_at, state=Delivery.State.DUE)
    mine.update(due_at=min(due_at, last_try), first_tried_at=first, failure=_short(fault))


def give_up(row: Delivery, fault: Fault, *, at: datetime) -> None:
    """Mark a row undelivered, for the clerk to see."""
    mine = Delivery.objects.filter(pk=row.pk, due_at=row.due_at, state=Delivery.State.DUE)
    first = row.first_tried_at or at
    case = row.notice.entry.case
    with transaction.atomic():
        undelivered = Delivery.State.UNDELIVERED
        if mine.update(state=undelivered, due_at=None, first_tried_at=first, failure=_short(fault)):
            detail = {"delivery": row.pk, "tries": row.tries, "failure": _short(fault)}
            number = numbers.short(case)
            trail.record(case.court_id, "system", "notices.undelivered", number, detail=detail, at=at)


def _short(fault: Fault) -> str:
    return sheet.one_line(fault.sentence)[:_LONGEST_FAILURE]


def undelivered(viewer: Viewer, court: Court, *, most: int = 200) -> tuple[Undelivered, ...]:
    """Return the court's undelivered notices, the newest first, for the clerk. Raises NotYours."""
    roles.require_staff(viewer, court)
    return _listed(Delivery.objects.filter(notice__entry__case__court=court), most)


def undelivered_for(viewer: Viewer, *, most: int = 200) -> tuple[Undelivered, ...]:
    """Return the undelivered notices of what the viewer filed. Raises SignInFirst."""
    roles.require_signed_in(viewer)
    if not viewer.linked:
        return ()
    return _listed(Delivery.objects.filter(notice__entry__entered_by_id=viewer.court_user_id), most)


def _listed(rows, most: int) -> tuple[Undelivered, ...]:
    found = rows.filter(state=Delivery.State.UNDELIVERED).select_related("notice__entry__case")
    return tuple(
        Undelivered(
            notice_id=row.notice.public_id,
            case_number=numbers.display(row.notice.entry.case),
            entry_number=row.notice.entry.number,
            subject=row.notice.subject,
            name=row.name,
            email=row.email,
            failure=row.failure,
            tries=row.tries,
            entered_at=row.notice.entry.entered_at,
        )
        for row in found.order_by("-notice__made_at", "-pk")[:most]
    )
