"""The free look: one recipient's way to the papers of a notice without a charge, for the court's days.

A page asks `look_for` and `may_open`. Only a click (POST) calls `take`, on each opening: the first one ties
the look to that browser, one while signed in ties it to the account as well. Reading uses nothing up, so a
mail may be previewed, scanned or forwarded.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.references import digest
from openecf.foundation.refusals import Refusal

from .models import Delivery, FreeLook, LookOpening


class LookExpired(Refusal):
    """The days of this free look are over. You can still buy the document."""

    status = 403


class LookTaken(Refusal):
    """This free look belongs to another browser or account. You can still buy the document."""

    status = 403


class LookUsedUp(Refusal):
    """This court lets a free look be used once, and it was used. You can still buy the document."""

    status = 403


class LookNeedsCookie(Refusal):
    """A free look belongs to one browser. Set your browser to accept cookies, then open the link again."""

    status = 403


@dataclass(frozen=True)
class Look:
    """What a mailed link names: one recipient's look at one document of one entry."""

    court_id: str
    delivery_id: int
    entry_id: int
    case_id: int
    doc_id: str
    last_day: date  # in the court's time zone
    expires_at: datetime
    once: bool
    taken: bool
    expired: bool


def look_for(court: Court, doc_id: str, magic_num: str, *, at: datetime) -> Look | None:
    """Return the look a link names, expired or not; None when the link is not one of ours.

    The magic number opens the entry's main document and its attachments.
    """
    if not magic_num:
        return None
    row = _looks(court, doc_id, magic_num).first()
    if row is None:
        return None
    made_at = row.pop("made_at").astimezone(ZoneInfo(court.timezone))
    last_day = made_at.date() + timedelta(days=court.free_look_days)
    expires_at = datetime.combine(last_day + timedelta(days=1), time(), made_at.tzinfo)
    taken = row.pop("free_look_id") is not None
    facts = {"last_day": last_day, "expires_at": expires_at, "expired": at >= expires_at, "taken": taken}
    return Look(court_id=court.pk, once=court.free_look_once, **facts, **row)


def _looks(court: Court, doc_id: str, magic_num: str):
    found = Delivery.objects.filter(
        look_token=magic_num,
        notice__entry__case__court=court,
        notice__entry__entrydocument__doc_id__in=_both_forms(doc_id),
    )
    return found.exclude(notice__entry__restricted="court").values(
        delivery_id=F("pk"),
        free_look_id=F("freelook__pk"),
        made_at=F("notice__made_at"),
        entry_id=F("notice__entry_id"),
        case_id=F("notice__entry__case_id"),
        doc_id=F("notice__entry__entrydocument__doc_id"),
    )


def _both_forms(doc_id: str) -> list[str]:
    """Old addresses write a document's fourth digit as 0 (menu first) or 1 (straight to it)."""
    return [doc_id[:3] + digit + doc_id[4:] for digit in "01"]


def may_open(look: Look, *, browser: str, viewer: Viewer, at: datetime) -> bool:
    """Tell whether this browser or account has taken the look and may open the document again.

    False before it was taken, and where the court lets each document be opened once only.
    """
    if at >= look.expires_at or look.once:
        return False
    row = FreeLook.objects.filter(delivery_id=look.delivery_id).first()
    return row is not None and _is_theirs(row, browser, viewer)


def take(look: Look, *, browser: str, viewer: Viewer, at: datetime) -> None:
    """Open the look with a click: tie it to this browser and, once signed in, to this account.

    `browser` is the random value of the browser's own cookie. Safe to repeat for whoever took it.
    Raises LookExpired, LookTaken, LookUsedUp, LookNeedsCookie.
    """
    if at >= look.expires_at:
        raise LookExpired
    if not browser:
        raise LookNeedsCookie
    with transaction.atomic():
        row, is_new = FreeLook.objects.get_or_create(
            delivery_id=look.delivery_id,
            defaults={"browser_hash": digest(browser), "person_id": viewer.person_id, "taken_at": at},
        )
        if not _is_theirs(row, browser, viewer):
            raise LookTaken
        is_tied = _tie(row, viewer)
        if look.once:
            _open_once(row, look)
        if is_new or is_tied:
            _record(look, viewer, at=at)


def tie(look: Look, *, browser: str, viewer: Viewer, at: datetime) -> None:
    """Tie a look this browser took to the account that signed in since. Raises LookTaken.

    Nothing is written when nobody is signed in or the look is tied already.
    """
    row = FreeLook.objects.filter(delivery_id=look.delivery_id).first()
    if row is None or not _is_theirs(row, browser, viewer):
        raise LookTaken
    if row.person_id or not viewer.signed_in:
        return
    with transaction.atomic():
        if _tie(row, viewer):
            _record(look, viewer, at=at)


def _is_theirs(row: FreeLook, browser: str, viewer: Viewer) -> bool:
    if row.person_id and viewer.person_id:
        return row.person_id == viewer.person_id
    return bool(browser) and row.browser_hash == digest(browser)


def _tie(row: FreeLook, viewer: Viewer) -> bool:
    if row.person_id or not viewer.signed_in:
        return False
    if FreeLook.objects.filter(pk=row.pk, person=None).update(person_id=viewer.person_id):
        return True
    row.refresh_from_db()  # tied between our reading and now, perhaps by a double click of the same account
    if row.person_id != viewer.person_id:
        raise LookTaken
    return False


def _open_once(row: FreeLook, look: Look) -> None:
    if not LookOpening.objects.get_or_create(free_look=row, doc_id=look.doc_id)[1]:
        raise LookUsedUp


def _record(look: Look, viewer: Viewer, *, at: datetime) -> None:
    actor = viewer.account_number or "a browser"
    detail = {"delivery": look.delivery_id}
    trail.record(look.court_id, actor, "notices.look_taken", look.doc_id, detail=detail, at=at)
