from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes, policy
from types import SimpleNamespace

import pytest

from openecf.audit.models import LogEntry
from openecf.courthouse.courts import creation
from openecf.courthouse.notices import delivery
from openecf.courthouse.notices.models import Delivery
from openecf.courthouse.people.roles import SignInFirst
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NotYours
from tests import mail_server, noticeboard
from tests.mail_server import MailServer

CLERK = Viewer(court_id="casb", person_id=1, role="clerk")
ANN, DOCKET, TESS, USTP = (
    "ann@ray.example.org",
    "docket@ray.example.org",
    "tess@trust.example.org",
    "ustp@ust.example.org",
)


@pytest.fixture
def server(settings):
    """A mail server that takes everything, until a test tells it otherwise."""
    made = MailServer()
    controller = mail_server.start(made)
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"
    yield made
    controller.stop()


@pytest.fixture
def no_server(settings):
    settings.EMAIL_URL = f"smtp://127.0.0.1:{mail_server.free_port()}"


@pytest.fixture
def announced(scene, at):
    scene.announce(at=at)
    return scene


def row(email):
    return Delivery.objects.get(email=email)


def test_every_address_gets_its_mail_once(announced, server, at):
    assert delivery.deliver_due(at=at) == 4
    assert delivery.deliver_due(at=at) == 0
    assert delivery.deliver_due(at=at + timedelta(days=1)) == 0

    assert server.count() == dict.fromkeys((ANN, DOCKET, TESS, USTP), 1)
    sent = row(ANN)
    assert (sent.state, sent.due_at, sent.tries, sent.failure) == ("sent", None, 1, "")
    assert at <= sent.sent_at < at + timedelta(seconds=10)
    assert Delivery.objects.get(email="").state == "paper"


def test_nothing_is_mailed_before_it_is_due(announced, server, at):
    assert delivery.deliver_due(at=at - timedelta(seconds=1)) == 0
    assert not server.taken


def test_a_folder_takes_mails_too(announced, folder, at):
    assert delivery.deliver_due(at=at) == 4

    mails = [message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.glob("*.eml")]
    assert {mail["To"] for mail in mails} == {ANN, DOCKET, TESS, USTP}


def test_one_refused_recipient_does_not_hold_up_the_others(announced, server, at):
    server.answers[ANN] = "550 5.1.1 No such user"

    delivery.deliver_due(at=at)

    refused = row(ANN)
    assert (refused.state, refused.due_at, refused.tries) == ("undelivered", None, 1)
    assert refused.failure == "The mail server said: 550 5.1.1 No such user"
    assert server.count() == dict.fromkeys((DOCKET, TESS, USTP), 1)
    line = LogEntry.objects.get(action="notices.undelivered")
    assert line.subject == "26-00001" and line.detail["delivery"] == refused.pk


def test_a_recipient_put_off_by_the_server_is_tried_again(announced, server, at):
    server.answers[ANN] = "451 4.7.1 Greylisted"
    delivery.deliver_due(at=at)
    put_off = row(ANN)
    server.answers.clear()

    assert put_off.state == "due" and put_off.failure == "The mail server said: 451 4.7.1 Greylisted"
    assert at + timedelta(seconds=15) <= put_off.due_at <= at + timedelta(seconds=25)
    assert delivery.deliver_due(at=put_off.due_at) == 1
    assert server.count()[ANN] == 1 and row(ANN).state == "sent" and row(ANN).failure == ""


@pytest.mark.parametrize("answer", ["452 4.3.1 Out of storage", "554 5.7.1 Spam, says the relay"])
def test_a_refusal_of_the_mail_itself_is_never_final(announced, server, at, answer):
    server.data_answer = answer

    assert delivery.deliver_due(at=at) == 4

    assert {each.state for each in Delivery.objects.exclude(email="")} == {"due"}
    assert server.conversations == 4


def test_an_address_that_is_none_is_undelivered_at_once(announced, server, at):
    Delivery.objects.filter(email=ANN).update(email="ann@ray.example.org\nBcc: spy@example.org")

    delivery.deliver_due(at=at)

    bad = Delivery.objects.get(email__startswith="ann@")
    assert (bad.state, bad.failure) == ("undelivered", "This is not an e-mail address.")
    assert server.count() == dict.fromkeys((DOCKET, TESS, USTP), 1)


def test_a_server_that_is_away_is_asked_once_a_turn(announced, no_server, at):
    assert delivery.deliver_due(at=at) == 4

    rows = list(Delivery.objects.exclude(email="").order_by("pk"))
    assert {each.state for each in rows} == {"due"} and {each.tries for each in rows} == {1}
    assert all("could not be reached" in each.failure for each in rows)
    waits = [(each.due_at - at).total_seconds() for each in rows]
    assert 15 <= waits[0] < 16 and all(10 <= wait < 11 for wait in waits[1:])


def test_a_server_that_never_answers_is_given_up_for_now(announced, server, at, monkeypatch):
    monkeypatch.setattr(delivery.sending, "_TIMEOUT_SECONDS", 0.3)
    server.hold_rcpt = ANN

    assert delivery.deliver_due(at=at) == 4

    assert row(ANN).state == "due" and "timed out" in row(ANN).failure
    assert not server.taken


def test_one_mail_that_breaks_the_server_does_not_hold_up_the_rest(announced, server, at, monkeypatch):
    hand_over = delivery.sending.mail

    def break_on_ann(message):
        if message["To"] == ANN:
            raise ConnectionResetError("gone")
        hand_over(message)

    monkeypatch.setattr(delivery.sending, "mail", break_on_ann)
    now = at
    for _ in range(3):
        delivery.deliver_due(at=now)
        now += timedelta(seconds=20)

    assert server.count() == dict.fromkeys((DOCKET, TESS, USTP), 1)
    assert row(ANN).state == "due"


def pass_time(monkeypatch, seconds):
    """Let each look at the running clock find so many seconds, one after the other."""
    clock = SimpleNamespace(monotonic=iter(seconds).__next__)
    monkeypatch.setattr(delivery.outbox, "time", clock)


def test_a_slow_turn_ends_and_leaves_the_rest_due(announced, folder, at, monkeypatch):
    pass_time(monkeypatch, range(0, 1000, 12))

    taken = delivery.deliver_due(at=at)

    assert 0 < taken < 4
    assert Delivery.objects.filter(state="due", due_at=at, tries=0).count() == 4 - taken


def test_a_claim_of_a_slow_turn_lasts_from_when_it_was_made(announced, folder, at, monkeypatch):
    pass_time(monkeypatch, [0, 0, 25, *[26] * 100])
    claims = []
    claim = delivery.outbox.claim
    monkeypatch.setattr(
        delivery.outbox, "claim", lambda model, pk, at: claims.append(at) or claim(model, pk, at=at)
    )

    delivery.deliver_due(at=at)

    assert claims[0] == at + timedelta(seconds=25)


# -- Three days --------------------------------------------------------------------


def test_the_schedule_of_three_days(announced, no_server, at):
    Delivery.objects.exclude(email=ANN).delete()
    instants, now = [], at
    while row(ANN).state == "due":
        delivery.deliver_due(at=now)
        instants.append(now)
        now = row(ANN).due_at or now

    waits = [(later - one).total_seconds() for one, later in zip(instants, instants[1:], strict=False)]
    assert [round(wait) for wait in waits[:7]] == [15, 30, 60, 120, 240, 300, 300]
    assert max(waits) < 301
    lasted = instants[-1] - at
    assert timedelta(days=3) <= lasted < timedelta(days=3, seconds=1)
    given_up = row(ANN)
    assert (given_up.state, given_up.due_at) == ("undelivered", None)
    assert given_up.tries == len(instants) > 850
    assert "could not be reached" in given_up.failure


def test_three_days_count_from_the_first_try(announced, no_server, at):
    late = at + timedelta(days=10)

    delivery.deliver_due(at=late)

    assert row(ANN).state == "due" and row(ANN).first_tried_at >= late


def test_a_server_that_comes_back_gets_everything(announced, no_server, at, settings):
    delivery.deliver_due(at=at)
    made = MailServer()
    controller = mail_server.start(made)
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"

    delivery.deliver_due(at=at + timedelta(minutes=5))
    controller.stop()

    assert made.count() == dict.fromkeys((ANN, DOCKET, TESS, USTP), 1)


# -- Who is told ---------------------------------------------------------------------


def test_filer_and_clerk_are_shown_what_was_not_delivered(announced, server, at):
    server.answers[TESS] = "550 Mailbox unavailable"
    delivery.deliver_due(at=at)
    other = noticeboard.court_user(announced.court, "Bob", "Roe", at=at)

    (seen,) = delivery.undelivered(CLERK, announced.court)

    assert (seen.case_number, seen.entry_number, seen.name, seen.email) == (
        "26-00001-CL7",
        1,
        "Tess Trust",
        TESS,
    )
    assert seen.failure == "The mail server said: 550 Mailbox unavailable" and seen.tries == 1
    assert delivery.undelivered_for(noticeboard.viewer_of(announced.attorney)) == (seen,)
    assert delivery.undelivered_for(noticeboard.viewer_of(other, "sub-bob")) == ()
    assert delivery.undelivered_for(Viewer(court_id="casb", person_id=99)) == ()


def test_nobody_signed_in_is_shown_nothing(announced):
    with pytest.raises(SignInFirst):
        delivery.undelivered_for(Viewer(court_id="casb"))


def test_another_courts_clerk_sees_none_of_it(announced, server, at):
    server.answers[TESS] = "550 Mailbox unavailable"
    delivery.deliver_due(at=at)

    exab = creation.create_court("exab", at=at)
    assert delivery.undelivered(replace(CLERK, court_id="exab"), exab) == ()
    with pytest.raises(NotYours):
        delivery.undelivered(CLERK, exab)


def test_the_courts_list_is_its_staffs(announced):
    with pytest.raises(NotYours):
        delivery.undelivered(noticeboard.viewer_of(announced.attorney), announced.court)
