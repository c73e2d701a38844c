"""Many at once, and processes that die: no gaps, one entry a key, filed with its notice or not at all."""

import multiprocessing
import os
import signal
import threading
import time

import pytest
from django.db import connection, connections, transaction

from openecf.audit.models import LogEntry
from openecf.courthouse.cases.models import Case
from openecf.courthouse.claims.entries import Proof
from openecf.courthouse.claims.models import Claim
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.filing import claims, drafts, efile, recording
from openecf.courthouse.filing.models import DraftDocument, Submission
from openecf.courthouse.notices.models import Delivery, Notice
from tests import court_fixtures as fixtures

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
THREADS, PROCESSES, EACH = 8, 4, 5
fork = multiprocessing.get_context("fork")


@pytest.fixture
def room(at):
    return fixtures.room(at)


def ready(room, viewer, at, event="dismiss_case"):
    """Return a draft that lacks nothing, and its key."""
    made = efile.begin(viewer, room.case, event=event, at=at)
    efile.choose_parties(viewer, made, (room.bank.pk,), associate=False, at=at)
    paper = fixtures.document(room.court, at)
    DraftDocument.objects.create(draft=made, document=paper, part=0, description="Main Document")
    read = drafts.draft_for(viewer, made.public_id)
    return read, efile.key_of(read)


def opened(room, at):
    with transaction.atomic():
        return fixtures.open_case(room.court, at)


def in_threads(work, count=THREADS):
    """Run `work(place)` in threads that start at the same moment; return results and refusals."""
    barrier, results = threading.Barrier(count), []

    def run(place):
        try:
            barrier.wait()
            results.append(work(place))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == count
    return results


def in_processes(work, count=PROCESSES):
    """Run `work(place)` in processes of their own; return their exit codes."""
    connections.close_all()
    running = [fork.Process(target=_child, args=(work, place)) for place in range(count)]
    for process in running:
        process.start()
    for process in running:
        process.join(60)
    return [process.exitcode for process in running]


def _child(work, place):
    status = 1
    try:
        work(place)
        status = 0
    finally:
        connections.close_all()
        os._exit(status)


def assert_numbered_without_gaps(case, count):
    numbers = DocketEntry.objects.filter(case=case).order_by("position").values_list("number", flat=True)
    assert list(numbers) == list(range(1, count + 1))
    case.refresh_from_db()
    assert case.last_number == case.last_position == count


def assert_all_or_nothing(case):
    """Every entry has its submission, notice, deliveries and line of the trail, once."""
    entries = DocketEntry.objects.filter(case=case).count()
    assert Submission.objects.filter(entry__case=case).count() == entries
    assert Notice.objects.filter(entry__case=case).count() == entries
    assert Delivery.objects.filter(notice__entry__case=case, state="due").count() == 3 * entries
    assert LogEntry.objects.filter(action="filing.filed").count() == entries


def test_eight_threads_number_one_docket_without_gaps(room, at):
    ann = fixtures.viewer(room.ann, at)
    waiting = [[ready(room, ann, at) for _ in range(EACH)] for _ in range(THREADS)]

    in_threads(lambda place: [efile.submit(ann, one, key=key, at=at) for one, key in waiting[place]])

    assert_numbered_without_gaps(room.case, THREADS * EACH)
    assert_all_or_nothing(room.case)


def test_four_processes_number_one_docket_without_gaps(room, at):
    ann = fixtures.viewer(room.ann, at)
    waiting = [[ready(room, ann, at) for _ in range(EACH)] for _ in range(PROCESSES)]

    codes = in_processes(
        lambda place: [efile.submit(ann, one, key=key, at=at) for one, key in waiting[place]]
    )

    assert codes == [0] * PROCESSES
    assert_numbered_without_gaps(room.case, PROCESSES * EACH)
    assert_all_or_nothing(room.case)


@pytest.mark.parametrize(
    "event", ["dismiss_case", "debtor_education"]
)  # one statement; a transaction of several
def test_one_key_from_eight_threads_is_one_entry(room, at, event):
    ann = fixtures.viewer(room.ann, at)
    draft, key = ready(room, ann, at, event)

    filed = in_threads(lambda place: efile.submit(ann, draft, key=key, at=at))

    assert len({one.reference for one in filed}) == 1
    assert_numbered_without_gaps(room.case, 1)
    assert_all_or_nothing(room.case)


def test_one_key_from_four_processes_is_one_entry(room, at):
    ann = fixtures.viewer(room.ann, at)
    draft, key = ready(room, ann, at)

    codes = in_processes(lambda place: efile.submit(ann, draft, key=key, at=at))

    assert codes == [0] * PROCESSES
    assert_numbered_without_gaps(room.case, 1)
    assert_all_or_nothing(room.case)


def test_cases_opened_at_once_have_serials_without_gaps(room, at):
    in_threads(lambda place: [opened(room, at) for _ in range(EACH)])

    serials = Case.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 2 + THREADS * EACH))


def test_the_first_cases_of_a_year_opened_at_once_have_serials_too(room, at):
    next_year = at.replace(year=2027)

    in_threads(lambda place: opened(room, next_year))

    serials = Case.objects.filter(year=2027).order_by("serial").values_list("serial", flat=True)
    assert list(serials) == list(range(1, 1 + THREADS))


def test_claims_filed_at_once_have_numbers_without_gaps(room, at):
    creditor = fixtures.parties.add_creditor(room.case, "Acme Bank", at=at)

    in_threads(lambda place: claims.file_claim(room.ann, room.case, creditor, Proof(100), None, at=at))

    numbers = Claim.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, THREADS + 1))


def kill_myself(*given):
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("event", ["dismiss_case", "debtor_education"])
def test_a_process_killed_before_the_commit_has_filed_nothing(room, at, event, monkeypatch):
    ann = fixtures.viewer(room.ann, at)
    draft, key = ready(room, ann, at, event)
    # Held together with something more, the rows are written but not committed when the process dies.
    monkeypatch.setattr(recording, "_held", lambda new: recording.transaction.atomic())
    write = recording.together.write
    monkeypatch.setattr(recording.together, "write", lambda *given: write(*given) and kill_myself())

    assert in_processes(lambda place: efile.submit(ann, draft, key=key, at=at), 1) == [-signal.SIGKILL]

    assert_numbered_without_gaps(room.case, 0)
    assert_all_or_nothing(room.case)
    monkeypatch.undo()
    efile.submit(ann, draft, key=key, at=at)
    assert_numbered_without_gaps(room.case, 1)
    assert_all_or_nothing(room.case)


@pytest.mark.parametrize("event", ["dismiss_case", "debtor_education"])
def test_a_process_killed_after_the_commit_has_filed_with_its_notice(room, at, event, monkeypatch):
    ann = fixtures.viewer(room.ann, at)
    draft, key = ready(room, ann, at, event)
    put = recording.put_on_record
    monkeypatch.setattr(recording, "put_on_record", lambda *given, **more: kill_myself(put(*given, **more)))

    assert in_processes(lambda place: efile.submit(ann, draft, key=key, at=at), 1) == [-signal.SIGKILL]

    assert_numbered_without_gaps(room.case, 1)
    assert_all_or_nothing(room.case)
    monkeypatch.undo()
    again = efile.submit(ann, draft, key=key, at=at)
    assert again.entry == DocketEntry.objects.get()
    assert_all_or_nothing(room.case)


def test_processes_killed_at_any_moment_leave_whole_filings_only(room, at):
    ann = fixtures.viewer(room.ann, at)
    waiting = [ready(room, ann, at) for _ in range(40)]

    def file_all(place):
        for draft, key in waiting:
            efile.submit(ann, draft, key=key, at=at)

    for pause in (0.02, 0.05, 0.09, 0.14):
        connections.close_all()
        process = fork.Process(target=_child, args=(file_all, 0))
        process.start()
        time.sleep(pause)
        process.kill()
        process.join()
        assert_numbered_without_gaps(room.case, DocketEntry.objects.filter(case=room.case).count())
        assert_all_or_nothing(room.case)

    file_all(0)
    assert_numbered_without_gaps(room.case, len(waiting))
    assert_all_or_nothing(room.case)
