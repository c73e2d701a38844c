"""Many at once, and killed in the middle: on both databases every mail goes out, none twice without need."""

import subprocess
import sys
import threading
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection

from openecf.courthouse.courts import creation
from openecf.courthouse.notices import delivery, nef
from openecf.courthouse.notices.models import Delivery
from openecf.courthouse.notices.recipients import Recipient, Service
from tests import mail_server, mail_worker, noticeboard
from tests.mail_server import MailServer

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 60


@pytest.fixture
def server(settings):
    made = MailServer()
    controller = mail_server.start(made)
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"
    yield made
    controller.stop()


def announce(at, count):
    """Announce an entry to so many addresses."""
    scene = noticeboard.build(creation.create_court("casb", at=at), at)
    everybody = (Recipient(f"No {number}", email=f"n{number}@example.org") for number in range(count))
    return nef.announce(scene.entry, Service(tuple(everybody)), at=at)


def worker(settings, at, go):
    command = [sys.executable, "-m", "tests.mail_worker", at.isoformat(), str(go)]
    process = subprocess.Popen(
        command, env=mail_worker.environment(settings.EMAIL_URL), stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    return process


def test_eight_threads_and_four_processes_mail_each_once(server, settings, tmp_path, at):
    announce(at, MANY)
    go, start = tmp_path / "go", threading.Barrier(9)
    processes = [worker(settings, at, go) for _ in range(4)]
    taken = []

    def mail_all():
        try:
            start.wait()
            while number := delivery.deliver_due(at=at):
                taken.append(number)
        finally:
            connection.close()

    threads = [threading.Thread(target=mail_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    go.touch()
    start.wait()
    for thread in threads:
        thread.join()
    assert [process.wait(60) for process in processes] == [0] * 4

    assert server.count() == {f"n{number}@example.org": 1 for number in range(MANY)}
    assert Delivery.objects.filter(state="sent", tries=1, due_at=None).count() == MANY
    assert sum(taken) <= MANY


def test_a_slow_server_gets_each_once_from_four_threads(server, at):
    announce(at, 12)
    server.seconds = 0.3

    def mail_all():
        try:
            delivery.deliver_due(at=at)
        finally:
            connection.close()

    threads = [threading.Thread(target=mail_all) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert set(server.count().values()) == {1} and len(server.taken) == 12


@pytest.mark.parametrize("moment", ["before the server took the mail", "after the server took the mail"])
def test_a_worker_killed_in_the_middle_loses_nothing(server, settings, tmp_path, at, moment):
    announce(at, 12)
    was_taken = moment.startswith("after")
    if was_taken:
        server.hold_data = "n5@example.org"
    else:
        server.hold_rcpt = "n5@example.org"
    go = tmp_path / "go"
    go.touch()
    process = worker(settings, at, go)
    assert server.held.wait(30)
    process.kill()
    process.wait()

    at_once = delivery.deliver_due(at=at + timedelta(seconds=90))
    sent_meanwhile = server.count()
    claimed = Delivery.objects.get(email="n5@example.org")
    afterwards = delivery.deliver_due(at=at + timedelta(minutes=3))

    assert (at_once, afterwards) == (6, 1)  # the one in flight is left alone until its claim lapses
    assert claimed.state == "due" and sent_meanwhile["n5@example.org"] == (1 if was_taken else 0)
    expected = {f"n{number}@example.org": 1 for number in range(12)}
    assert server.count() == expected | {"n5@example.org": 2 if was_taken else 1}
    assert Delivery.objects.filter(state="sent").count() == 12
    ids = Counter(message_id for recipient, message_id in server.taken if recipient == "n5@example.org")
    assert len(ids) == 1
    assert len({message_id for _, message_id in server.taken}) == 12
