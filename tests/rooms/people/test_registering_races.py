"""Two clerks decide at once; the same errand comes twice at once: one decision, one row, one account."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from openecf.courthouse.courts import creation
from openecf.courthouse.filing import changes
from openecf.courthouse.people import linking, registering
from openecf.courthouse.people.models import Bulletin, CourtUser, Person, Registration
from openecf.foundation.refusals import Refusal
from openecf.letters.models import Letter
from tests import people_cast as cast
from tests.registering import errand, mark, take

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)


@pytest.fixture
def casb():
    return creation.create_court("casb", at=AT)


@pytest.fixture
def clerks(casb):
    return [cast.clerk(casb, at=AT, username=f"clerk{number:03d}") for number in range(4)]


def at_once(acts):
    """Run each act in a thread of its own; return what each said."""
    barrier, answers = threading.Barrier(len(acts)), []

    def run(act):
        try:
            barrier.wait()
            answers.append(act())
        except Refusal as refusal:
            answers.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == len(acts)  # anything but a refusal would be missing here
    return answers


@pytest.mark.parametrize("round_number", range(4))
def test_four_clerks_approve_at_once_and_one_account_is_made(casb, clerks, round_number):
    row = take(casb, at=AT)
    read = mark(clerks[0], casb, row, at=AT)

    answers = at_once(
        [
            lambda who=who: registering.approve_new(who, casb, row.reference, mark=read, at=AT)
            for who in clerks
        ]
    )

    assert sum(isinstance(each, CourtUser) for each in answers) == 1
    assert CourtUser.objects.filter(role="attorney").count() == 1
    assert Bulletin.objects.filter(kind="approved").count() == 1


@pytest.mark.parametrize("round_number", range(4))
def test_one_links_one_makes_and_one_refuses_at_once(casb, clerks, round_number):
    old, row = cast.old_account(casb, at=AT), take(casb, at=AT)
    proposer, *others = clerks
    registering.propose(proposer, casb, row.reference, account_number=old.pk, reason="Same", at=AT)
    read = mark(others[0], casb, row, at=AT)
    said = {"mark": read, "reason": "Sure", "at": AT}

    answers = at_once(
        [
            lambda: registering.approve_link(others[0], casb, row.reference, **said),
            lambda: registering.approve_new(others[1], casb, row.reference, nobody_else=True, **said),
            lambda: registering.refuse(others[2], casb, row.reference, **said),
        ]
    )

    assert sum(isinstance(each, Refusal) for each in answers) == 2
    row.refresh_from_db()
    linked = Person.objects.get(pk=row.person_id).court_user
    assert (row.state == "refused") == (linked is None)
    assert Bulletin.objects.filter(kind__in=["approved", "refused"]).count() == 1


@pytest.mark.parametrize("round_number", range(4))
def test_the_same_errand_many_times_at_once_is_taken_once(casb, round_number):
    sent = errand(casb, at=AT)

    answers = at_once([lambda: changes.take(casb, sent, at=AT)] * 6)

    assert answers == [None] * 6
    assert Registration.objects.count() == 1
    assert Person.objects.count() == 1
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("round_number", range(6))
def test_the_holder_links_while_clerks_decide_and_there_is_one_account(casb, clerks, round_number):
    old, row = cast.old_account(casb, at=AT), take(casb, at=AT)
    registering.propose(clerks[0], casb, row.reference, account_number=old.pk, reason="Same", at=AT)
    read = mark(clerks[1], casb, row, at=AT)
    seen = cast.signed_in(casb, at=AT)
    proof = linking.find_court_user(
        seen, casb, login="bcasb", password=cast.PASSWORD, address="192.0.2.7", at=AT
    ).token
    said = {"mark": read, "reason": "Sure", "at": AT}

    at_once(
        [
            lambda: linking.link(seen, proof, names_checked=True, at=AT),
            lambda: registering.approve_link(clerks[1], casb, row.reference, **said),
            lambda: registering.approve_new(clerks[2], casb, row.reference, nobody_else=True, **said),
        ]
    )

    row.refresh_from_db()
    linked = Person.objects.get(pk=row.person_id).court_user
    assert linked is not None
    assert row.state == "approved"
    assert Bulletin.objects.filter(kind__in=["linked", "approved"], told__state="active").exists()
    assert CourtUser.objects.filter(role="attorney", state="active").count() == 1
