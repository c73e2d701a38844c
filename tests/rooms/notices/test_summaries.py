"""Who chose one summary a day gets one mail when the court's day is over, with that day's filings in it."""

import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection

from openecf.courthouse.courts import creation
from openecf.courthouse.notices import delivery, summaries
from openecf.courthouse.notices.models import Delivery
from openecf.courthouse.people.models import NoticeAddress
from tests import mail_server, noticeboard
from tests.mail_server import MailServer

ANN, DOCKET, TESS = "ann@ray.example.org", "docket@ray.example.org", "tess@trust.example.org"
MIDNIGHT = timedelta(hours=14)  # the day begins at 10:00 AM of the court


@pytest.fixture
def server(settings):
    made = MailServer()
    controller = mail_server.start(made)
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"
    yield made
    controller.stop()


@pytest.fixture
def daily(scene):
    NoticeAddress.objects.filter(email=ANN).update(frequency="daily")
    return scene


def mails(folder):
    found = (message_from_bytes(path.read_bytes(), policy=policy.default) for path in folder.rglob("*.eml"))
    return [mail for mail in found if mail["To"] == ANN]


def test_a_days_filings_come_in_one_mail_after_midnight(daily, folder, at):
    daily.announce(at=at)
    for hour, words in enumerate(("Objection.", "Reply."), 1):
        later = at + timedelta(hours=hour)
        noticeboard.announce(daily.enter(at=later, text=words), at=later)

    delivery.deliver_due(at=at + timedelta(hours=3))
    before = mails(folder)
    early = summaries.deliver_due(at=at + MIDNIGHT - timedelta(seconds=1))
    mailed = summaries.deliver_due(at=at + MIDNIGHT)
    again = summaries.deliver_due(at=at + MIDNIGHT + timedelta(days=1))

    assert (before, early, mailed, again) == ([], 0, 1, 0)
    (mail,) = mails(folder)
    assert mail["Subject"] == "Summary of ECF Activity 11/24/2026"
    text = mail.get_content()
    for words in ("Motion for Relief from Stay.", "Objection.", "Reply.", "Activity has occurred"):
        assert words in text
    tokens = Delivery.objects.filter(email=ANN).values_list("look_token", flat=True)
    assert all(f"magic_num={token}" in text for token in tokens)
    assert set(Delivery.objects.filter(email=ANN).values_list("state", flat=True)) == {"sent"}


def test_who_wants_each_at_once_is_not_kept_waiting(daily, server, at):
    daily.announce(at=at)

    delivery.deliver_due(at=at)

    assert server.count()[DOCKET] == server.count()[TESS] == 1
    assert server.count()[ANN] == 0


def test_two_days_are_two_summaries(daily, server, at):
    daily.announce(at=at)
    later = at + timedelta(days=1)
    noticeboard.announce(daily.enter(at=later), at=later)

    mailed = summaries.deliver_due(at=later + MIDNIGHT)

    assert mailed == 2
    assert server.count() == {ANN: 2}
    assert len(set(server.taken)) == 2


def test_plain_text_for_who_chose_it(daily, folder, at):
    NoticeAddress.objects.filter(email=ANN).update(format="text")
    daily.announce(at=at)

    summaries.deliver_due(at=at + MIDNIGHT)

    (mail,) = mails(folder)
    assert mail.get_content_type() == "text/plain"
    assert "Docket Text: Motion for Relief from Stay." in mail.get_content()


def test_a_summary_that_was_mailed_and_not_marked_comes_again_under_the_same_name(daily, server, at):
    daily.announce(at=at)
    summaries.deliver_due(at=at + MIDNIGHT)
    Delivery.objects.filter(email=ANN).update(state="due", due_at=at + MIDNIGHT)  # it died in between

    summaries.deliver_due(at=at + MIDNIGHT + timedelta(minutes=3))

    assert len(server.taken) == 2
    assert len(set(server.taken)) == 1


def test_a_server_that_is_away_is_asked_again_for_the_same_summary(daily, server, settings, at):
    daily.announce(at=at)
    noticeboard.announce(daily.enter(at=at), at=at)
    there, settings.EMAIL_URL = settings.EMAIL_URL, f"smtp://127.0.0.1:{mail_server.free_port()}"
    assert summaries.deliver_due(at=at + MIDNIGHT) == 0
    settings.EMAIL_URL = there

    assert summaries.deliver_due(at=at + MIDNIGHT + timedelta(seconds=30)) == 1

    assert server.count() == {ANN: 1}


def test_an_address_that_is_refused_for_good_is_shown_to_the_clerk(daily, server, at):
    daily.announce(at=at)
    server.answers[ANN] = "550 no such mailbox"

    summaries.deliver_due(at=at + MIDNIGHT)

    row = Delivery.objects.get(email=ANN)
    assert (row.state, row.due_at) == ("undelivered", None)
    assert "550 no such mailbox" in row.failure


def test_two_people_at_one_address_get_it_at_once_if_one_of_them_wants_it_so(daily, server, at):
    NoticeAddress.objects.filter(email=TESS).update(email=ANN)
    daily.announce(at=at)

    delivery.deliver_due(at=at)

    assert server.count()[ANN] == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_eight_threads_mail_a_summary_once(server, at):
    scene = noticeboard.build(creation.create_court("casb", at=at), at)
    NoticeAddress.objects.update(frequency="daily")
    for _ in range(5):
        noticeboard.announce(scene.enter(at=at), at=at)
    start, mailed = threading.Barrier(8), []

    def mail_all():
        try:
            start.wait()
            mailed.append(summaries.deliver_due(at=at + MIDNIGHT))
        finally:
            connection.close()

    threads = [threading.Thread(target=mail_all) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(mailed) == 3
    assert server.count() == {ANN: 1, DOCKET: 1, TESS: 1}
