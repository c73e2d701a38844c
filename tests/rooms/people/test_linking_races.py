"""Many at once: exactly one link, none lost, none doubled; with threads and with processes."""

import multiprocessing
import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.courts import creation, routing
from openecf.courthouse.people import attempts, failing, linking, obstacles, proofs, reminders, viewer
from openecf.courthouse.people.models import CourtUser, LinkProof, LoginReminder, Person
from openecf.foundation.refusals import Refusal
from openecf.letters.models import Letter
from tests import people_cast as cast

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
LOST = (obstacles.AlreadyLinked, failing.LinkedToAnother, proofs.ProofGone)


@pytest.fixture
def casb():
    return creation.create_court("casb", at=AT)


def at_once(acts):
    """Run each act in a thread of its own, all from one signal; return what each said."""
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


def proof(seen, court, login="bcasb"):
    return linking.find_court_user(
        seen, court, login=login, password=cast.PASSWORD, address="192.0.2.7", at=AT
    ).token


def act(seen, token):
    return lambda: linking.link(seen, token, names_checked=True, at=AT)


def references(answers):
    return [each.reference for each in answers if isinstance(each, linking.Linked)]


@pytest.mark.parametrize("round_number", range(5))
def test_eight_people_want_one_account(casb, round_number):
    cast.old_account(casb, at=AT)
    people = [cast.signed_in(casb, at=AT, username=f"person{number}") for number in range(8)]
    acts = [act(seen, proof(seen, casb)) for seen in people]

    answers = at_once(acts)

    assert len(references(answers)) == 1
    assert all(isinstance(each, (linking.Linked, *LOST)) for each in answers)
    assert Person.objects.exclude(court_user=None).count() == 1
    assert LogEntry.objects.filter(action="people.linked").count() == 1
    assert Letter.objects.count() == 2


@pytest.mark.parametrize("round_number", range(5))
def test_one_person_wants_eight_accounts(casb, round_number):
    for number in range(8):
        cast.old_account(casb, at=AT, login=f"login{number}")
    seen = cast.signed_in(casb, at=AT)
    acts = [act(seen, proof(seen, casb, f"login{number}")) for number in range(8)]

    answers = at_once(acts)

    assert len(references(answers)) == 1
    assert all(isinstance(each, (linking.Linked, *LOST)) for each in answers)
    assert CourtUser.objects.filter(state="active").count() == 1
    assert Person.objects.get().court_user.state == "active"


@pytest.mark.parametrize("round_number", range(5))
def test_one_submit_sent_eight_times_is_one_link(casb, round_number):
    cast.old_account(casb, at=AT)
    seen = cast.signed_in(casb, at=AT)
    token = proof(seen, casb)

    answers = at_once([act(seen, token)] * 8)

    assert len(references(answers)) == 8
    assert len(set(references(answers))) == 1
    assert LogEntry.objects.filter(action="people.linked").count() == 1
    assert LinkProof.objects.exclude(used_at=None).count() == 1


def test_one_mailed_link_used_eight_times_is_one_proof(casb):
    cast.old_account(casb, at=AT)
    seen = cast.signed_in(casb, at=AT)
    reminders.ask(seen, casb, login="bcasb", at=AT)
    token = Letter.objects.get().body.partition("/reminder/")[2].partition("/")[0]

    answers = at_once([lambda: reminders.use(seen, casb, token, at=AT)] * 8)

    assert len([each for each in answers if isinstance(each, str)]) == 1
    assert LinkProof.objects.count() == 1
    assert LoginReminder.objects.exclude(used_at=None).count() == 1


@pytest.mark.parametrize("round_number", range(5))
def test_people_who_proved_each_others_accounts_never_lock_each_other_up(casb, round_number):
    for number in range(4):
        cast.old_account(casb, at=AT, login=f"login{number}")
    people = [cast.signed_in(casb, at=AT, username=f"person{number}") for number in range(4)]
    tokens = {}
    for number, seen in enumerate(people):
        for other in (*range(number, 4), *range(number)):
            tokens[number, other] = proof(seen, casb, f"login{other}")

    answers = at_once([act(seen, tokens[number, number]) for number, seen in enumerate(people)])

    assert len(set(references(answers))) == 4
    assert CourtUser.objects.filter(state="active").count() == 4


@pytest.mark.parametrize("round_number", range(5))
def test_a_link_and_a_mailed_way_at_once_never_lock_each_other_up(casb, round_number):
    cast.old_account(casb, at=AT)
    seen = cast.signed_in(casb, at=AT)
    reminders.ask(seen, casb, login="bcasb", at=AT)
    mailed = Letter.objects.get().body.partition("/reminder/")[2].partition("/")[0]

    answers = at_once(
        [act(seen, proof(seen, casb)), lambda: reminders.use(seen, casb, mailed, at=AT)],
    )

    assert len(references(answers)) == 1
    assert Person.objects.get().court_user.state == "active"


def test_guesses_at_once_win_no_extra_tries(casb):
    cast.old_account(casb, at=AT)
    people = [cast.signed_in(casb, at=AT, username=f"guesser{number}") for number in range(12)]

    def guess(seen):
        return lambda: linking.find_court_user(
            seen, casb, login="bcasb", password="wrong", address="192.0.2.7", at=AT
        )

    answers = at_once([guess(seen) for seen in people])

    assert len([each for each in answers if isinstance(each, failing.NoMatch)]) == 5
    assert len([each for each in answers if isinstance(each, attempts.TooManyTries)]) == 7


def _link_in_a_process(key, token, start, answers):
    """Link from a process of its own, with its own connection."""
    connection.close()
    try:
        court = routing.court_by_id("casb")
        seen = viewer.viewer_for(key, court, at=AT)
        start.wait()
        answers.put(("linked", linking.link(seen, token, names_checked=True, at=AT).reference))
    except Refusal as refusal:
        answers.put(("refused", type(refusal).__name__))
    except BaseException as defect:
        answers.put(("defect", repr(defect)))
        raise
    finally:
        connection.close()


def in_processes(wanted):
    """Link once for each key and token, each in a process of its own, all from one signal."""
    connection.close()
    fork = multiprocessing.get_context("fork")
    start, answers = fork.Barrier(len(wanted)), fork.Queue()
    processes = [fork.Process(target=_link_in_a_process, args=(*each, start, answers)) for each in wanted]
    for process in processes:
        process.start()
    said = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()
    return said


@pytest.mark.parametrize("round_number", range(3))
def test_four_processes_want_one_account(casb, round_number):
    cast.old_account(casb, at=AT)
    wanted = []
    for number in range(4):
        key = cast.sign_on(casb, at=AT, username=f"person{number}")
        wanted.append((key, proof(viewer.viewer_for(key, casb, at=AT), casb)))

    said = in_processes(wanted)

    assert sorted(kind for kind, _ in said) == ["linked", "refused", "refused", "refused"]
    assert Person.objects.exclude(court_user=None).count() == 1
    assert LogEntry.objects.filter(action="people.linked").count() == 1


@pytest.mark.parametrize("round_number", range(3))
def test_one_person_wants_four_accounts_in_four_processes(casb, round_number):
    for number in range(4):
        cast.old_account(casb, at=AT, login=f"login{number}")
    key = cast.sign_on(casb, at=AT)
    seen = viewer.viewer_for(key, casb, at=AT)
    wanted = [(key, proof(seen, casb, f"login{number}")) for number in range(4)]

    said = in_processes(wanted)

    assert sorted(kind for kind, _ in said) == ["linked", "refused", "refused", "refused"]
    assert CourtUser.objects.filter(state="active").count() == 1
    assert LogEntry.objects.filter(action="people.linked").count() == 1
