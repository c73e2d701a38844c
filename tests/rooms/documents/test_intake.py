"""Nothing of a paper that is refused, fails or is killed stays behind; what is accepted stays as it was."""

import os
import resource
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction

from openecf.audit import trail
from openecf.audit.models import LogEntry
from openecf.courthouse.courts.models import Court
from openecf.courthouse.documents import checks, intake, vault
from openecf.courthouse.documents.models import Document
from tests.papers import letter

from . import papers

alone = pytest.mark.django_db(transaction=True)


def files(folder) -> list[str]:
    """Name every file and folder of the vault but its lock and the folder for papers on their way in."""
    found = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
    return [name for name in found if name not in ("incoming", "lock")]


def accept(court, paper: bytes, at, filename="motion.pdf") -> Document:
    return intake.accept(court, BytesIO(paper), filename=filename, at=at)


class Unreadable:
    """An upload whose sender goes away."""

    def __init__(self):
        self.pieces = [letter()[:500]]

    def read(self, size: int) -> bytes:
        if self.pieces:
            return self.pieces.pop()
        raise ConnectionResetError


def test_an_accepted_paper_is_kept_unchanged(court, at):
    paper = letter(pages=3)

    document = accept(court, paper, at, filename="C:\\fakepath\\motion.pdf")

    assert (document.pages, document.filename, document.size_bytes) == (3, "motion.pdf", len(paper))
    assert (document.court, document.accepted_at) == (court, at)
    assert vault.read(document.digest, verify=True) == paper


def test_accepting_writes_one_line_to_the_trail(court, at):
    document = intake.accept(court, BytesIO(letter()), filename="a.pdf", by="court user 7", at=at)

    line = LogEntry.objects.get(action="documents.accepted")
    assert (line.site, line.actor, line.subject, line.at) == ("casb", "court user 7", document.public_id, at)
    assert line.detail["digest"] == document.digest


def test_the_vault_holds_nothing_but_the_papers_bytes(court, at, vault_folder):
    digest = accept(court, letter(), at).digest
    one, two = digest[:2], digest[2:4]

    assert files(vault_folder) == [one, f"{one}/{two}", f"{one}/{two}/{digest}"]
    assert vault.path(digest).stat().st_mode & 0o222 == 0


def test_the_same_bytes_twice_are_two_documents_and_one_file(court, at, vault_folder):
    one, other = accept(court, letter(), at), accept(court, letter(), at)

    assert one.public_id != other.public_id and one.digest == other.digest
    assert len(files(vault_folder)) == 3


@pytest.mark.parametrize(
    "paper, refusal",
    [
        (b"", checks.EmptyFile),
        (b"Dear court", checks.NotAPdf),
        (papers.on_opening(papers.script()), checks.JavaScript),
        (papers.truncated(0.5), checks.Damaged),
    ],
)
def test_nothing_of_a_refused_paper_stays_behind(paper, refusal, court, at, vault_folder):
    with pytest.raises(refusal):
        accept(court, paper, at)

    assert files(vault_folder) == []
    assert not Document.objects.exists()
    assert not LogEntry.objects.filter(action__startswith="documents").exists()


def test_a_paper_over_the_courts_limit_is_refused_while_it_is_read(court, at, vault_folder):
    court.pdf_limit_bytes = 2 * 1024 * 1024
    endless = open("/dev/zero", "rb")

    with endless, pytest.raises(checks.TooLarge, match="larger than the 2 MB that this court accepts"):
        intake.accept(court, endless, filename="a.pdf", at=at)

    assert files(vault_folder) == []


def test_a_paper_of_exactly_the_limit_is_accepted(court, at):
    court.pdf_limit_bytes = len(letter())

    assert accept(court, letter(), at).size_bytes == len(letter())


def test_an_upload_that_breaks_off_leaves_nothing(court, at, vault_folder):
    with pytest.raises(ConnectionResetError):
        intake.accept(court, Unreadable(), filename="a.pdf", at=at)

    assert files(vault_folder) == []


@alone
def test_a_record_that_fails_takes_the_bytes_out_again(court, at, vault_folder):
    with pytest.raises(IntegrityError):
        accept(Court(pk="nowhere"), letter(), at)

    assert files(vault_folder) == []
    assert not LogEntry.objects.filter(action="documents.accepted").exists()


@alone
def test_a_record_that_fails_leaves_bytes_that_another_document_has(court, at):
    document = accept(court, letter(), at)

    with pytest.raises(IntegrityError):
        accept(Court(pk="nowhere"), letter(), at)

    assert vault.read(document.digest, verify=True) == letter()


@alone
def test_it_is_not_done_within_another_transaction(court, at, vault_folder):
    with pytest.raises(RuntimeError), transaction.atomic():
        accept(court, letter(), at)

    assert files(vault_folder) == []


# -- Full disks


@contextmanager
def small_disk(folder, options: str):
    """Mount a small disk over the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("no right to mount a small disk here: only the limit on the size of files is tested")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def test_a_disk_that_fills_up_while_a_paper_is_read_leaves_nothing(court, at, vault_folder):
    with small_disk(vault_folder, "size=1m"):
        with pytest.raises(intake.DiskFull):
            accept(court, letter() + b" " * 2_000_000, at)

        assert files(vault_folder) == []
        assert accept(court, letter(), at).pages == 1


def test_a_disk_that_is_full_when_the_paper_is_put_away_leaves_nothing(court, at, vault_folder):
    with small_disk(
        vault_folder, "size=1m,nr_inodes=5"
    ):  # room for the paper and the lock, not for a new folder
        with pytest.raises(intake.DiskFull):
            accept(court, letter(), at)

        assert files(vault_folder) == []
        assert not Document.objects.exists()


def test_a_limit_on_the_size_of_files_leaves_nothing(court, at, vault_folder):
    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
        try:
            accept(court, letter() + b" " * 300_000, at)
        except intake.DiskFull:
            return 7

    assert in_a_fork(limited) == 7
    assert files(vault_folder) == []


@alone
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only SQLite can be told how large it may grow")
def test_a_database_without_room_leaves_nothing(court, at, vault_folder):
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages}")
        try:
            with pytest.raises(OperationalError):
                for _ in range(10_000):
                    trail.record("casb", "system", "tests.filled", detail={"text": "x" * 100}, at=at)
            with pytest.raises(intake.DiskFull):
                intake.accept(court, BytesIO(letter()), filename="x" * 250, by="y" * 200, at=at)
        finally:
            cursor.execute("PRAGMA max_page_count=1073741823")

    assert files(vault_folder) == []


# -- Killed processes


def in_a_fork(act) -> int:
    """Do something in a forked process and return its exit status; it must not touch the database."""
    child = forked(act)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def forked(act) -> int:
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        status = act() or 0
    finally:
        os._exit(status)


def killed_when(act, ready) -> None:
    """Start something in a forked process and kill it without warning once it has got so far."""
    child = forked(act)
    deadline = time.monotonic() + 30
    while not ready() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert ready()
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_paper_is_not_swept_while_it_is_being_read(court, at, vault_folder):
    with vault.incoming() as paper:
        paper.write(b"%PDF-")

        assert intake.sweep(at=at) == intake.Swept(0, 0)
        assert paper.path.exists()


def test_what_a_process_killed_in_mid_upload_leaves_is_swept(court, at, vault_folder):
    read_end, write_end = os.pipe()
    os.write(write_end, letter()[:300])
    upload = os.fdopen(read_end, "rb", buffering=0)

    killed_when(
        lambda: intake.accept(court, upload, filename="a.pdf", at=at),
        lambda: any(path.stat().st_size for path in (vault_folder / "incoming").glob("*")),
    )

    assert len(files(vault_folder)) == 1
    assert not Document.objects.exists()
    assert intake.sweep(at=at) == intake.Swept(papers=1, orphans=0)
    assert files(vault_folder) == []
    assert intake.sweep(at=at) == intake.Swept(0, 0)


def test_bytes_that_a_process_killed_before_its_commit_leaves_are_swept_later(
    court, at, vault_folder, monkeypatch
):
    monkeypatch.setattr(intake, "_record", lambda *_, **__: time.sleep(60))

    killed_when(lambda: accept(court, letter(), at), lambda: any(vault_folder.glob("??/??/*")))

    assert intake.sweep(at=at + timedelta(minutes=1)) == intake.Swept(
        0, 0
    )  # the database may still be writing
    assert intake.sweep(at=at + timedelta(minutes=11)) == intake.Swept(papers=1, orphans=1)
    assert files(vault_folder) == []


def test_a_sweep_spares_bytes_that_a_document_has(court, at, vault_folder):
    document = accept(court, letter(), at)
    os.link(vault.path(document.digest), vault_folder / "incoming" / "killed-after-its-commit")

    assert intake.sweep(at=at + timedelta(hours=1)) == intake.Swept(papers=1, orphans=0)
    assert vault.read(document.digest, verify=True) == letter()
    assert len(files(vault_folder)) == 3


# -- Several at once


def at_once(acts) -> list:
    """Do all at the same time in threads of their own; return what each returned or raised."""
    start, results = threading.Barrier(len(acts)), []

    def run(act):
        try:
            start.wait()
            results.append(act())
        except Exception as error:
            results.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@alone
@pytest.mark.race
def test_eight_accept_the_same_paper_at_once(court, at, vault_folder):
    results = at_once([lambda: accept(court, letter(), at)] * 8)

    assert [type(result) for result in results] == [Document] * 8
    assert Document.objects.count() == 8
    assert len(files(vault_folder)) == 3
    assert vault.read(results[0].digest, verify=True) == letter()


@alone
@pytest.mark.race
def test_those_that_fail_do_not_take_the_bytes_of_those_that_do_not(court, at, vault_folder):
    nowhere = Court(pk="nowhere")

    results = at_once([lambda court=one: accept(court, letter(), at) for one in [court, nowhere] * 4])

    assert sorted(type(result).__name__ for result in results) == ["Document"] * 4 + ["IntegrityError"] * 4
    assert len(files(vault_folder)) == 3
    assert vault.read(Document.objects.first().digest, verify=True) == letter()


@alone
@pytest.mark.race
def test_sweeps_and_uploads_do_not_disturb_each_other(court, at):
    acts = [lambda number=number: accept(court, letter(text=f"Letter {number}"), at) for number in range(6)]
    sweeps = [lambda: [intake.sweep(at=at + timedelta(hours=1)) for _ in range(200)]] * 2

    results = at_once(acts + sweeps)

    assert not [result for result in results if isinstance(result, Exception)]
    assert all(vault.read(document.digest, verify=True) for document in Document.objects.all())
