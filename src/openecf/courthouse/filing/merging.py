"""Two filing accounts of one person become one: what hangs on the one that goes moves, nothing is lost.

Docket entries keep who entered them; they say it in their text, and the record is not rewritten.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from openecf.courthouse.cases.models import Appearance
from openecf.courthouse.courts.models import Court
from openecf.courthouse.fees.models import FeeDue
from openecf.courthouse.notices.models import Delivery
from openecf.courthouse.people import correcting, correction_letters, parting, passwords
from openecf.courthouse.people.deciding import NotOpen
from openecf.courthouse.people.models import Correction, CourtUser, NoticeAddress, Person
from openecf.courthouse.people.viewer import Viewer

from .models import Draft, Submission


def approve(viewer: Viewer, court: Court, reference: str, *, mark: str, reason: str, at: datetime) -> None:
    """Merge two accounts as another of the staff proposed; the holder of either holds the one that stays.

    Raises NotYours, SignInAgain, NoSuchRecord, ReasonNeeded, TwoClerks, NotOpen.
    """
    row = correcting.proposal_for(viewer, court, reference, mark=mark, reason=reason, at=at)
    if row.kind != Correction.Kind.MERGE:
        raise NotOpen
    try:
        with transaction.atomic():
            correcting.decide(viewer, row, Correction.State.MADE, reason, at=at)
            _merge(row, reason.strip(), at=at)
    except IntegrityError as error:
        raise NotOpen from error


def _merge(row: Correction, reason: str, *, at: datetime) -> None:
    kept, gone = row.court_user, row.other_user
    holders = [one.person for one in (kept, gone) if hasattr(one, "person")]
    _close(gone, row.reference, at=at)
    if not hasattr(kept, "person") and holders:
        parting.join(kept, holders[0], row.reference, at=at)
    elif CourtUser.objects.filter(pk=kept.pk, state=kept.state).update(state=kept.state) != 1:
        raise NotOpen  # closed meanwhile; the UPDATE changes nothing, it makes others wait
    _move(kept, gone)
    facts = {"reason": reason, "reference": row.reference}
    correction_letters.send("merged", kept, holders, facts, other=gone, at=at)


def _close(gone: CourtUser, reference: str, *, at: datetime) -> None:
    """Part the account that goes from its holder, and close it for good."""
    closed, holder = CourtUser.State.CLOSED, Person.objects.filter(court_user=gone).first()
    if holder:
        return parting.set_free(gone, holder, closed, reference, at=at)
    waits = CourtUser.objects.filter(pk=gone.pk, state=gone.state, person=None)
    if waits.update(state=closed, password=passwords.unusable()) != 1:
        raise NotOpen
    parting.end_grants(gone, at=at)
    return None


def _move(kept: CourtUser, gone: CourtUser) -> None:
    """Move what its holder works with: appearances, drafts, what was filed and received, fees, addresses."""
    both = Appearance.objects.filter(court_user=gone, party__appearance__court_user=kept)
    doubles = list(both.values_list("pk", "party", "ended_date"))
    for _, party, ended in doubles:
        if ended is None:  # who still acted by either account goes on acting
            Appearance.objects.filter(court_user=kept, party=party).update(ended_date=None)
    Appearance.objects.filter(pk__in=[pk for pk, _, _ in doubles]).delete()
    Appearance.objects.filter(court_user=gone).update(court_user=kept)
    for model in (Draft, Submission, Delivery):
        model.objects.filter(court_user=gone).update(court_user=kept)
    FeeDue.objects.filter(owed_by=gone).update(owed_by=kept)
    known = list(NoticeAddress.objects.filter(court_user=kept).values_list("email", flat=True))
    new = NoticeAddress.objects.filter(court_user=gone).exclude(email__in=known)
    new.update(court_user=kept, primary=False)
