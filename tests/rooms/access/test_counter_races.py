"""One price accepted many times at once: charged once, and everybody is told the same receipt."""

import multiprocessing
import threading

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.access import counter
from openecf.courthouse.access.reports.docket import DocketReport
from openecf.courthouse.billing import history
from openecf.courthouse.billing.models import Charge
from openecf.courthouse.cases import numbers
from tests import reading_room

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS, PROCESSES, ROUNDS = 8, 4, 3


@pytest.fixture
def quoted(viewer, case, at):
    reading_room.entry(case, at)
    return counter.quote(viewer, DocketReport(numbers.short(case)), at=at)


def serve(viewer, quote_id, at, start, told) -> None:
    try:
        start.wait(timeout=60)
        told(counter.serve(viewer, quote_id, client_code="", at=at).receipt.number)
    finally:
        connection.close()


def in_a_process(viewer, quote_id, at, start, answers) -> None:
    connection.close()
    serve(viewer, quote_id, at, start, answers.put)


def in_threads(viewer, quotes, at) -> list[str]:
    start, told = threading.Barrier(len(quotes)), []
    threads = [
        threading.Thread(target=serve, args=(viewer, quote_id, at, start, told.append)) for quote_id in quotes
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_eight_threads_charge_one_quote_once(viewer, quoted, at, round_number):
    told = in_threads(viewer, [quoted.id] * THREADS, at)

    assert len(told) == THREADS and len(set(told)) == 1
    assert Charge.objects.get().receipt == told[0]
    assert LogEntry.objects.filter(action="billing.charged").count() == 1


@pytest.mark.parametrize("round_number", range(ROUNDS))
def test_four_processes_charge_one_quote_once(viewer, quoted, at, round_number):
    connection.close()
    fork = multiprocessing.get_context("fork")
    start, answers = fork.Barrier(PROCESSES), fork.Queue()
    processes = [
        fork.Process(target=in_a_process, args=(viewer, quoted.id, at, start, answers))
        for _ in range(PROCESSES)
    ]
    for process in processes:
        process.start()
    told = [answers.get(timeout=60) for _ in processes]
    for process in processes:
        process.join()

    assert len(set(told)) == 1
    assert Charge.objects.get().receipt == told[0]
    assert LogEntry.objects.filter(action="billing.charged").count() == 1


def test_purchases_of_different_things_at_once_are_all_charged(viewer, court, at):
    made = [reading_room.case(court, at, f"Jane Doe {number}") for number in range(THREADS)]
    quotes = [counter.quote(viewer, DocketReport(numbers.short(case)), at=at).id for case in made]

    told = in_threads(viewer, quotes, at)

    assert len(set(told)) == THREADS == Charge.objects.count()
    assert history.meter(viewer, at=at).here_cents == 10 * THREADS
