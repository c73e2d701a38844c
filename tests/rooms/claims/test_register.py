"""The claims register."""

import pytest

from openecf.courthouse.claims import entries, register
from openecf.courthouse.claims.entries import Proof
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


def test_two_queries_whatever_the_size(at, django_assert_num_queries):
    room = fixtures.room(at)
    creditor = fixtures.parties.add_creditor(room.case, "Acme Bank", at=at)
    for cents in (100, 200, 300):
        entries.file_claim(
            room.case,
            creditor,
            Proof(cents),
            document=None,
            entered_by=room.ann,
            filed_date=at.date(),
            at=at,
        )

    with django_assert_num_queries(2):
        rows = register.rows(room.case)

    assert [(row.number, row.latest.amount_cents, row.latest.pages) for row in rows] == [
        (1, 100, 0),
        (2, 200, 0),
        (3, 300, 0),
    ]
