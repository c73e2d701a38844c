"""A forgotten old login: the letter, its link, and who may use it."""

import re
from datetime import timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.courthouse.people import (
    attempts,
    failing,
    freshness,
    linking,
    obstacles,
    proofs,
    reminders,
    roles,
    viewer,
)
from openecf.courthouse.people.models import CourtUser, LinkProof, LoginReminder
from openecf.letters.models import Letter
from tests import people_cast as cast

pytestmark = pytest.mark.django_db


def token_in_the_mail(recipient="barbara@casblaw.example.org"):
    letter = Letter.objects.filter(recipient=recipient).latest("pk")
    return re.search(r"/utilities/link/reminder/([\w-]+)/", letter.body).group(1)


@pytest.mark.parametrize(
    "asked",
    [
        {"login": "bcasb"},
        {"email": "Barbara@CASBlaw.example.org"},
        {"bar_number": "CA 123321"},
        {"bar_number": "ca123321"},
        {"bar_number": "123321"},
    ],
)
def test_the_letter_goes_to_the_records_address(casb, at, asked):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    reminders.ask(seen, casb, **asked, at=at)

    letter = Letter.objects.get()
    assert letter.recipient == "barbara@casblaw.example.org"
    assert "http://localhost:8000/casb/utilities/link/reminder/" in letter.body


@pytest.mark.parametrize("asked", [{"login": "x"}, {"email": "x@example.org"}, {"bar_number": "999"}])
def test_nothing_found_is_answered_the_same(casb, at, asked):
    cast.old_account(casb, at=at)

    assert reminders.ask(cast.signed_in(casb, at=at), casb, **asked, at=at) is None
    assert Letter.objects.count() == 0


def test_something_must_be_given(casb, at):
    with pytest.raises(reminders.NothingGiven):
        reminders.ask(cast.signed_in(casb, at=at), casb, login=" ", at=at)


def test_nobody_signed_in_cannot_ask(casb, at):
    with pytest.raises(roles.SignInFirst):
        reminders.ask(viewer.Viewer(court_id="casb"), casb, login="bcasb", at=at)


def test_a_legacy_account_cannot_ask(casb, at):
    seen = cast.signed_in(casb, at=at, username="bc1234", kind="legacy")

    with pytest.raises(obstacles.LegacyAccount):
        reminders.ask(seen, casb, login="bcasb", at=at)


def test_the_link_leads_to_a_proof_and_the_proof_to_the_link(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)

    token = reminders.use(seen, casb, token_in_the_mail(), at=at)
    match = linking.match_for(seen, token, at=at)
    linking.link(seen, token, names_checked=True, at=at)

    assert match.comparison.court_name == "Barbara CASB"
    assert cast.again(seen, casb, at=at).may_file
    assert LinkProof.objects.get().means == "mail"


def test_looking_uses_nothing_up_but_using_does(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)
    token = token_in_the_mail()

    for _ in range(3):
        assert reminders.reminder(seen, casb, token, at=at).court_user_name == "Barbara CASB"
    reminders.use(seen, casb, token, at=at)

    with pytest.raises(reminders.ReminderGone):
        reminders.use(seen, casb, token, at=at)
    with pytest.raises(reminders.ReminderGone):
        reminders.reminder(seen, casb, token, at=at)


def test_the_link_lives_24_hours_and_its_proof_five_minutes(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)
    token = token_in_the_mail()

    assert reminders.reminder(seen, casb, token, at=at + timedelta(hours=23, minutes=59))
    with pytest.raises(reminders.ReminderGone):
        reminders.reminder(seen, casb, token, at=at + timedelta(hours=24))
    proof = reminders.use(seen, casb, token, at=at)
    with pytest.raises(proofs.ProofGone):
        linking.link(seen, proof, names_checked=True, at=at + timedelta(minutes=5))


def test_the_link_works_only_for_who_asked_in_any_browser(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)
    token = token_in_the_mail()
    thief = cast.signed_in(casb, at=at, username="thief123")
    elsewhere = cast.signed_in(casb, at=at, key="the same person's telephone")

    for act in (reminders.reminder, reminders.use):
        with pytest.raises(reminders.AskedByAnother):
            act(thief, casb, token, at=at)
        with pytest.raises(roles.SignInFirst):
            act(viewer.Viewer(court_id="casb"), casb, token, at=at)

    assert reminders.use(elsewhere, casb, token, at=at)


def test_using_needs_a_fresh_sign_on(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)

    with pytest.raises(freshness.SignInAgain):
        reminders.use(seen, casb, token_in_the_mail(), at=at + timedelta(minutes=20))


def test_an_unknown_link_and_another_courts_link_are_gone(casb, exab, at):
    cast.old_account(casb, at=at)
    seen, there = cast.signed_in(casb, at=at), cast.signed_in(exab, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)

    for who, court, token in ((seen, casb, "unknown"), (there, exab, token_in_the_mail())):
        with pytest.raises(reminders.ReminderGone):
            reminders.reminder(who, court, token, at=at)


def test_a_link_made_meanwhile_ends_reminders_and_proofs(casb, at):
    cast.old_account(casb, at=at)
    seen, other = cast.signed_in(casb, at=at), cast.signed_in(casb, at=at, username="somebody")
    reminders.ask(other, casb, login="bcasb", at=at)
    token = token_in_the_mail()
    match = linking.find_court_user(
        seen, casb, login="bcasb", password=cast.PASSWORD, address="192.0.2.7", at=at
    )

    linking.link(seen, match.token, names_checked=True, at=at)

    assert not LoginReminder.objects.filter(expires_at__gt=at).exists()
    with pytest.raises(reminders.ReminderGone):
        reminders.use(other, casb, token, at=at)


def test_a_password_changed_meanwhile_ends_the_link(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)
    CourtUser.objects.filter(pk=account.pk).update(password=cast.make_password("new"))

    with pytest.raises(reminders.ReminderGone):
        reminders.use(seen, casb, token_in_the_mail(), at=at)


def test_a_record_gets_three_letters_a_day_for_one_who_asks(casb, at):
    cast.old_account(casb, at=at)
    stranger, filer = cast.signed_in(casb, at=at, username="stranger"), cast.signed_in(casb, at=at)

    for _ in range(5):
        reminders.ask(stranger, casb, login="bcasb", at=at)
    assert Letter.objects.count() == 3

    reminders.ask(filer, casb, login="bcasb", at=at)
    assert reminders.use(filer, casb, token_in_the_mail(), at=at)


def test_a_record_gets_twelve_letters_a_day_whoever_asks(casb, at):
    cast.old_account(casb, at=at)

    for number in range(14):
        who = cast.signed_in(casb, at=at, username=f"asker{number}")
        reminders.ask(who, casb, login="bcasb", at=at)

    assert Letter.objects.count() == 12


def test_who_asks_in_vain_leaves_a_line_for_the_clerk(casb, at):
    seen = cast.signed_in(casb, at=at)

    reminders.ask(seen, casb, login="nobody", at=at)

    line = LogEntry.objects.get(action="people.reminder_refused")
    assert (line.actor, line.detail) == (seen.account_number, {"why": "no such account here"})


@pytest.mark.parametrize(("kept", "typed"), [("", "-"), ("pending", "---"), ("N/A-", "-"), ("123321", "3")])
def test_a_bar_number_without_signs_or_a_part_of_one_finds_nothing(casb, at, kept, typed):
    cast.old_account(casb, at=at, bar_number=kept)

    reminders.ask(cast.signed_in(casb, at=at), casb, bar_number=typed, at=at)

    assert Letter.objects.count() == 0


def test_a_bar_number_is_found_by_its_figures_wherever_they_stand(casb, at):
    cast.old_account(casb, at=at, bar_number="123321 (CA)")

    reminders.ask(cast.signed_in(casb, at=at), casb, bar_number="123321", at=at)

    assert Letter.objects.count() == 1


def test_one_person_cannot_ask_without_end(casb, at):
    seen = cast.signed_in(casb, at=at)
    for number in range(5):
        reminders.ask(seen, casb, login=f"guess{number}", at=at)

    with pytest.raises(attempts.TooManyTries) as refused:
        reminders.ask(seen, casb, login="guess6", at=at)
    assert "Forgot login/password" not in refused.value.sentence and casb.phone in refused.value.sentence


def test_a_record_linked_before_is_told_so_by_letter_only(casb, at):
    cast.old_account(casb, at=at)
    seen, other = cast.signed_in(casb, at=at), cast.signed_in(casb, at=at, username="somebody")
    match = linking.find_court_user(
        seen, casb, login="bcasb", password=cast.PASSWORD, address="192.0.2.7", at=at
    )
    linking.link(seen, match.token, names_checked=True, at=at)

    reminders.ask(other, casb, login="bcasb", at=at)

    letter = Letter.objects.latest("pk")
    assert letter.recipient == "barbara@casblaw.example.org"
    assert "was linked to a PACER account before" in letter.body
    assert "/reminder/" not in letter.body


def test_a_closed_record_is_told_so_by_letter_only(casb, at):
    cast.old_account(casb, at=at, closed=True)

    reminders.ask(cast.signed_in(casb, at=at), casb, login="bcasb", at=at)

    assert "has closed this account" in Letter.objects.get().body


def test_a_record_without_an_address_gets_no_letter(casb, at):
    cast.old_account(casb, at=at, email="")

    reminders.ask(cast.signed_in(casb, at=at), casb, login="bcasb", at=at)

    assert Letter.objects.count() == 0


def test_several_records_with_one_address_get_a_letter_each(casb, at):
    cast.old_account(casb, at=at)
    cast.old_account(casb, at=at, login="trustee1", role="trustee")

    reminders.ask(cast.signed_in(casb, at=at), casb, email="barbara@casblaw.example.org", at=at)

    assert Letter.objects.count() == 2


def test_staff_have_no_old_login_to_be_reminded_of(casb, at):
    cast.clerk(casb, at=at, username="clerk001")

    reminders.ask(cast.signed_in(casb, at=at), casb, email="clerk001@court.example.org", at=at)

    assert Letter.objects.count() == 0


def test_an_account_linked_to_another_while_the_letter_waited_gives_a_reference(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    reminders.ask(seen, casb, login="bcasb", at=at)
    token = token_in_the_mail()
    CourtUser.objects.filter(pk=account.pk).update(state="active")

    with pytest.raises(failing.LinkedToAnother):
        reminders.use(seen, casb, token, at=at)
