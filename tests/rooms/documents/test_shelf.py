from io import BytesIO

import pytest

from openecf.courthouse.courts import creation
from openecf.courthouse.documents import intake, shelf
from openecf.foundation.refusals import NoSuchRecord
from tests.papers import letter


@pytest.fixture
def document(court, at):
    return intake.accept(court, BytesIO(letter()), filename="motion.pdf", at=at)


def test_a_document_is_found_by_its_public_id(court, document):
    assert shelf.document(court, document.public_id) == document


def test_another_court_does_not_have_it(document, at):
    with pytest.raises(NoSuchRecord):
        shelf.document(creation.create_court("exab", at=at), document.public_id)


def test_several_come_in_the_order_asked_for(court, document, at):
    other = intake.accept(court, BytesIO(letter()), filename="exhibit.pdf", at=at)

    assert shelf.documents(court, [other.public_id, document.public_id]) == [other, document]


def test_one_missing_is_no_such_record(court, document):
    with pytest.raises(NoSuchRecord):
        shelf.documents(court, [document.public_id, "0" * 32])
