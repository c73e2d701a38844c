"""One summary mail a court day for who chose that: every filing of the day that was served on the address.

A day's rows are claimed together by one UPDATE. A process that dies in between leaves them claimed; another
mails the same summary when the claim lapses, under the same Message-Id. What cannot be mailed is tried again
with the same rows, for three days, as single notices are.
"""

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from openecf.courthouse.courts import policies
from openecf.courthouse.courts.models import Court
from openecf.letters import outbox

from . import delivery, sheet, summary_mail
from .models import Delivery


def deliver_due(*, at: datetime) -> int:
    """Mail the summaries that are due; return how many. Any number of processes may do so at once."""
    now, mailed, seen = outbox.running_from(at), 0, set()
    for pk in outbox.due(_due_rows(), at=at):
        if now() - at > outbox.TURN:
            break
        if pk in seen:
            continue
        rows = _of_the_same_day(pk)
        seen |= {row.pk for row in rows}
        if rows and _claimed(rows, at=now()):
            mailed += _deliver(rows, at=now())
    return mailed


def _due_rows():
    return Delivery.objects.filter(state=Delivery.State.DUE, frequency="daily")


def _of_the_same_day(pk: int) -> list[Delivery]:
    """Return a row and all others of its court, address and court day that wait, the first filing first."""
    whole = sheet.with_its_entry(_due_rows(), "notice__")
    first = whole.filter(pk=pk).first()
    if first is None:
        return []
    court = first.notice.entry.case.court
    same = whole.filter(email__iexact=first.email, due_at=first.due_at, notice__entry__case__court=court)
    day = day_of(first)
    rows = same.order_by("notice__made_at", "pk")
    return [row for row in rows if day_of(row) == day]


def day_of(row: Delivery):
    """Return the court's day on which a row's notice was made."""
    court: Court = row.notice.entry.case.court
    return policies.court_date(court, at=row.notice.made_at)


def _claimed(rows: list[Delivery], *, at: datetime) -> bool:
    """Take all of a day's rows, or leave it to who was first: half a summary is not mailed."""
    mine = _due_rows().filter(pk__in=[row.pk for row in rows], due_at__lte=at)
    return mine.update(due_at=at + outbox.CLAIM, tries=F("tries") + 1) == len(rows)


def _deliver(rows: list[Delivery], *, at: datetime) -> bool:
    fault = delivery.send(rows[0].email, lambda mailbox: summary_mail.message(rows, day_of(rows[0]), mailbox))
    mine = _due_rows().filter(pk__in=[row.pk for row in rows])
    if fault is None:
        first = Coalesce(F("first_tried_at"), at)
        mine.update(state=Delivery.State.SENT, sent_at=at, first_tried_at=first, due_at=None, failure="")
        return True
    for row in rows:
        row.refresh_from_db(fields=["due_at", "tries"])
        if fault.for_good:
            delivery.give_up(row, fault, at=at)
        else:
            delivery.put_off(row, fault, at=at)
    return False
