from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest

from openecf.courthouse.access import counter, viewing
from openecf.courthouse.access.papers import NoSuchPaper, PaperRestricted
from openecf.courthouse.access.reports.creditors import ListOfCreditors
from openecf.courthouse.access.reports.document import DocumentCopy
from openecf.courthouse.access.viewing import LookNotTaken, NoSuchLook, NotADocument, NotAnOpinion
from openecf.courthouse.billing.history import NoSuchReceipt
from openecf.courthouse.cases import numbers
from openecf.courthouse.documents import vault
from openecf.courthouse.notices import nef
from openecf.courthouse.notices.free_look import LookExpired
from openecf.courthouse.notices.models import Delivery
from openecf.courthouse.notices.recipients import Recipient, Service
from openecf.courthouse.people.viewer import Viewer
from tests import reading_room

pytestmark = pytest.mark.django_db


def bought(viewer, wanted, at) -> str:
    quoted = counter.quote(viewer, wanted, at=at)
    return counter.serve(viewer, quoted.id, client_code="", at=at).receipt.number


def test_a_bought_copy_has_the_header_and_the_filed_bytes_stay_as_they_are(viewer, court, case, at):
    entry = reading_room.entry(case, at, pages=(2,))
    before = vault.read(entry.entrydocument_set.get().document.digest)

    copy = viewing.open_bought(viewer, court, bought(viewer, DocumentCopy(reading_room.doc_id(entry)), at))

    assert copy.filename == f"26-{case.serial:05d}-Document-1.pdf"
    assert len(pikepdf.open(BytesIO(copy.content)).pages) == 2
    assert copy.content != before == vault.read(entry.entrydocument_set.get().document.digest)


def test_only_the_buyer_opens_it_and_only_documents_open(viewer, court, case, at):
    entry = reading_room.entry(case, at)
    receipt = bought(viewer, DocumentCopy(reading_room.doc_id(entry)), at)
    other = reading_room.viewer(reading_room.person(court, at, "olive"), at)
    listed = bought(viewer, ListOfCreditors(numbers.short(case)), at)

    with pytest.raises(NoSuchReceipt):
        viewing.open_bought(other, court, receipt)
    with pytest.raises(NotADocument):
        viewing.open_bought(viewer, court, listed)


def test_what_was_sealed_since_does_not_open_again(viewer, court, case, at):
    entry = reading_room.entry(case, at)
    receipt = bought(viewer, DocumentCopy(reading_room.doc_id(entry)), at)
    type(entry).objects.filter(pk=entry.pk).update(restricted="court")

    with pytest.raises(PaperRestricted):
        viewing.open_bought(viewer, court, receipt)


def test_an_opinion_opens_for_whoever_comes(court, case, at):
    nobody = Viewer(court_id=court.pk)
    opinion = reading_room.entry(case, at, "Memorandum Decision", opinion=True)
    motion = reading_room.entry(case, at)

    assert viewing.open_opinion(nobody, court, reading_room.doc_id(opinion)).content.startswith(b"%PDF")
    with pytest.raises(NotAnOpinion):
        viewing.open_opinion(nobody, court, reading_room.doc_id(motion))
    with pytest.raises(NoSuchPaper):
        viewing.open_opinion(nobody, court, "99919999999")


@pytest.fixture
def looked_at(court, case, at):
    entry = reading_room.entry(case, at, pages=(9, 2))
    nef.announce(entry, Service(electronic=(Recipient("Ann Ray", email="ann@example.org"),), paper=()), at=at)
    return reading_room.doc_id(entry), Delivery.objects.get().look_token


def test_a_free_look_opens_after_it_was_taken_and_for_its_days(court, looked_at, at):
    nobody = Viewer(court_id=court.pk)
    with pytest.raises(LookNotTaken):
        viewing.open_look(nobody, court, *looked_at, browser="mine", at=at)

    taken = viewing.take_look(nobody, court, *looked_at, browser="mine", at=at)

    again = viewing.open_look(nobody, court, *looked_at, browser="mine", at=at + timedelta(days=14))
    assert taken.content == again.content
    with pytest.raises(LookNotTaken):
        viewing.open_look(nobody, court, *looked_at, browser="another", at=at)
    with pytest.raises(LookExpired):
        viewing.take_look(nobody, court, *looked_at, browser="mine", at=at + timedelta(days=17))


def test_a_link_of_nobody_is_no_look(court, looked_at, at):
    with pytest.raises(NoSuchLook):
        viewing.look_page(Viewer(court_id=court.pk), court, looked_at[0], "1", browser="", at=at)
