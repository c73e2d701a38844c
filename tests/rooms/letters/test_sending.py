"""Letters go to a folder or to a mail server, once, and are tried again for three days."""

import email
import socket
import threading
import time
from contextlib import suppress
from datetime import timedelta
from email import policy
from types import SimpleNamespace

import pytest

from openecf.foundation.refusals import NoSuchRecord
from openecf.letters import mailbox, sending, writing
from openecf.letters.models import Letter
from tests import mail_server

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path, settings):
    settings.EMAIL_URL = f"folder:{tmp_path}/mail"
    return tmp_path / "mail"


@pytest.fixture
def down(settings):
    settings.EMAIL_URL = "smtp://127.0.0.1:9"  # nobody listens there


@pytest.fixture
def server(settings):
    taker = mail_server.MailServer()
    controller = mail_server.start(taker)
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"
    yield taker
    controller.stop()


def write(at, **parts):
    parts = {
        "recipient": "barbara@example.org",
        "subject": "You are linked",
        "body": "Dear Barbara",
    } | parts
    return writing.write("casb", "Court <court@example.org>", at=at, **parts)


def test_a_letter_becomes_a_mail_in_the_folder(folder, at):
    letter = write(at)

    assert sending.send_due(at=at) == 1

    letter.refresh_from_db()
    mail = mailbox.mails()[0]
    assert (letter.sent_at, letter.due_at) == (at, None)
    assert (mail.subject, mail.recipients) == ("You are linked", ("barbara@example.org",))
    assert mail.text.strip() == "Dear Barbara"
    assert mail.sent_at == at


def test_a_letter_is_sent_once(folder, at):
    write(at)
    sending.send_due(at=at)

    assert sending.send_due(at=at + timedelta(days=1)) == 0
    assert len(mailbox.mails()) == 1


def test_the_mail_is_one_plain_text_part_with_date_and_id(folder, at):
    write(at, body="Größe §")
    sending.send_due(at=at)

    raw = next(folder.glob("*.eml")).read_bytes()
    message = email.message_from_bytes(raw, policy=policy.default)
    assert (message.get_content_type(), message.is_multipart()) == ("text/plain", False)
    assert message["Message-ID"].endswith("@example.org>")
    assert message.get_content().strip() == "Größe §"


def test_no_line_of_the_letter_becomes_a_header(folder, at):
    write(at, subject="Hello\r\nBcc: everybody@example.org")
    sending.send_due(at=at)

    message = email.message_from_bytes(next(folder.glob("*.eml")).read_bytes())
    assert message["Bcc"] is None


def test_whoever_lists_the_folder_sees_whole_mails_only(folder, at):
    write(at)
    sending.send_due(at=at)

    assert [file.suffix for file in folder.iterdir()] == [".eml"]


def test_a_letter_goes_to_the_mail_server(server, at):
    write(at)

    sending.send_due(at=at)

    assert server.count() == {"barbara@example.org": 1}


def test_a_claim_of_a_slow_turn_lasts_from_when_it_was_made_and_a_long_turn_ends(folder, at, monkeypatch):
    letters = [write(at) for _ in range(6)]
    ticks = iter(range(0, 1000, 3))  # each look at the running clock finds it three seconds on
    monkeypatch.setattr(sending.outbox, "time", SimpleNamespace(monotonic=lambda: next(ticks)))
    claims, claim = [], sending.outbox.claim
    monkeypatch.setattr(
        sending.outbox, "claim", lambda model, pk, at: claims.append(at) or claim(model, pk, at=at)
    )

    tried = sending.send_due(at=at)

    assert claims[:2] == [at + timedelta(seconds=6), at + timedelta(seconds=18)]
    assert tried == 3
    assert Letter.objects.filter(due_at=at).count() == len(letters) - 3


def test_a_server_that_says_a_little_at_a_time_is_hung_up_on(settings, at, monkeypatch):
    monkeypatch.setattr(sending, "_LONGEST_SECONDS", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as door:
        settings.EMAIL_URL = f"smtp://127.0.0.1:{door.getsockname()[1]}"
        threading.Thread(target=drip, args=(door,), daemon=True).start()
        letter = write(at)
        begun = time.monotonic()

        sending.send_due(at=at)

    letter.refresh_from_db()
    assert time.monotonic() - begun < 5
    assert (letter.sent_at, letter.tries) == (None, 1) and letter.due_at > at


def drip(door):
    """Greet for half a minute, one sign after the other."""
    caller, _ = door.accept()
    with caller, suppress(OSError):
        caller.sendall(b"220 ")
        for _ in range(300):
            caller.sendall(b"x")
            time.sleep(0.1)


def test_a_server_without_a_goodbye_has_the_mail_all_the_same(settings, at):
    class Rude(mail_server.MailServer):
        async def handle_QUIT(self, server, session, envelope):
            return "421 not now"

    taker = Rude()
    controller = mail_server.start(taker)
    settings.EMAIL_URL = f"smtp://127.0.0.1:{controller.port}"
    letter = write(at)

    sending.send_due(at=at)

    controller.stop()
    letter.refresh_from_db()
    assert (letter.due_at, taker.count()) == (None, {"barbara@example.org": 1})


def test_a_letter_waits_while_the_mail_server_is_down(down, at):
    letter = write(at)
    sending.send_due(at=at)

    letter.refresh_from_db()
    assert letter.sent_at is None
    assert letter.due_at == at + timedelta(seconds=15)
    assert "refused" in letter.failure


def test_tries_are_never_more_than_five_minutes_apart_and_end_after_three_days(down, at):
    letter, begun = write(at), at
    waits = []
    while letter.due_at:
        at = letter.due_at
        sending.send_due(at=at)
        letter.refresh_from_db()
        waits += [letter.due_at - at] if letter.due_at else []

    assert timedelta(minutes=5) <= max(waits) < timedelta(minutes=6)  # and what a try took
    assert timedelta(days=3) < at - begun < timedelta(days=3, minutes=6)
    assert (letter.sent_at, letter.tries > 800) == (None, True)


def test_a_full_disk_keeps_the_letter_due(folder, at, monkeypatch):
    def full(*args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    letter = write(at)
    sending.send_due(at=at)

    letter.refresh_from_db()
    assert letter.due_at > at
    assert list(folder.iterdir()) == []


# -- The demonstration's mailbox ---------------------------------------------


def test_the_mailbox_shows_one_address_in_any_case_the_newest_first(folder, at):
    for number, to in enumerate(["a@example.org", "b@example.org", "a@example.org"]):
        write(at, recipient=to, subject=f"Letter {number}")
        sending.send_due(at=at)

    assert [mail.subject for mail in mailbox.mails("A@Example.org")] == ["Letter 2", "Letter 0"]
    assert len(mailbox.mails()) == 3


@pytest.mark.parametrize(
    "name", ["../secret.eml", "a" * 32 + ".txt", "a" * 32 + ".eml", "", "a" * 32 + ".eml\n"]
)
def test_only_a_mail_of_the_folder_is_read(folder, name):
    with pytest.raises(NoSuchRecord):
        mailbox.mail(name)


def test_without_a_folder_the_mailbox_is_empty(settings):
    settings.EMAIL_URL = "smtp://localhost"

    assert mailbox.mails() == []
