"""Linking: the proof, the names, the one transaction, and every reason why not."""

from datetime import date, timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.courthouse.people import comparing, failing, freshness, linking, obstacles, proofs, roles, viewer
from openecf.courthouse.people.models import CourtUser, LinkProof, Person
from openecf.foundation.refusals import NoSuchRecord
from openecf.letters.models import Letter
from tests import people_cast as cast

pytestmark = pytest.mark.django_db


def find(seen, court, *, at, login="bcasb", password=cast.PASSWORD):
    return linking.find_court_user(seen, court, login=login, password=password, address="192.0.2.7", at=at)


def link(seen, match, *, at, names_checked=True):
    return linking.link(seen, match.token, names_checked=names_checked, at=at)


def test_the_seeds_pair_is_found_and_linked(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    match = find(seen, casb, at=at)
    made = link(seen, match, at=at)

    assert (match.comparison.court_name, match.comparison.pacer_name) == ("Barbara CASB", "BarbaraTest Casb")
    assert match.comparison.name_differences[0] == "First name differs: “Barbara” and “BarbaraTest”."
    assert made.reference.startswith("LNK-")
    assert made.court_user_name == "Barbara CASB"
    account.refresh_from_db()
    assert account.state == "active"
    assert Person.objects.get(pk=seen.person_id).court_user == account


def test_nothing_is_linked_before_the_second_submit(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    find(seen, casb, at=at)

    assert not cast.again(seen, casb, at=at).linked


def test_the_menus_change_on_the_next_request_of_every_tab(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    other = cast.signed_in(casb, at=at, key="another browser")

    link(seen, find(seen, casb, at=at), at=at)

    assert not other.may_file
    assert cast.again(seen, casb, at=at).may_file
    assert viewer.viewer_for("another browser", casb, at=at).may_file


def test_both_addresses_get_a_letter_with_the_reference(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    made = link(seen, find(seen, casb, at=at), at=at)

    letters = Letter.objects.filter(site="casb")
    assert {each.recipient for each in letters} == {"barbara@casblaw.example.org", "barbara@mail.example.org"}
    assert all(made.reference in each.body and "If it was not you" in each.body for each in letters)
    assert all("619-557-5620" in each.body for each in letters)
    assert made.mails == ("b•••••@casblaw.example.org", "b•••••@mail.example.org")


def test_one_address_gets_one_letter(casb, at):
    cast.old_account(casb, at=at, email="Barbara@mail.example.org")
    seen = cast.signed_in(casb, at=at)

    link(seen, find(seen, casb, at=at), at=at)

    assert Letter.objects.count() == 1


def test_the_trail_has_one_line_for_one_link(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    made = link(seen, find(seen, casb, at=at), at=at)

    line = LogEntry.objects.get(action="people.linked")
    assert line.reference == made.reference
    assert line.subject == f"court user {account.pk}"
    assert line.actor == seen.account_number


@pytest.mark.parametrize("hasher", ["default", "pbkdf2_sha256", "pbkdf2_sha1", "scrypt"])
def test_an_old_password_is_checked_in_the_hash_it_came_in(casb, at, hasher):
    cast.old_account(casb, at=at, hasher=hasher)
    seen = cast.signed_in(casb, at=at)

    assert find(seen, casb, at=at).token


@pytest.mark.parametrize("login", ["a&b@c$*", "barbara casb", "Ünïcode", "'; drop table", "a" * 120])
def test_any_old_login_works(casb, at, login):
    cast.old_account(casb, at=at, login=login)
    seen = cast.signed_in(casb, at=at)

    assert find(seen, casb, at=at, login=login).token


def test_spaces_round_a_login_do_no_harm(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    assert find(seen, casb, at=at, login=" bcasb ").token


def test_spaces_of_a_password_count(casb, at):
    cast.old_account(casb, at=at, password=" two words ")
    seen = cast.signed_in(casb, at=at)

    assert find(seen, casb, at=at, password=" two words ").token
    with pytest.raises(failing.NoMatch):
        find(seen, casb, at=at, password="two words")


def test_one_sentence_for_a_wrong_login_and_a_wrong_password(casb, at):
    cast.old_account(casb, at=at)
    one, other = (
        cast.signed_in(casb, at=at, username="first1"),
        cast.signed_in(casb, at=at, username="other1"),
    )

    with pytest.raises(failing.NoMatch) as wrong_login:
        find(one, casb, at=at, login="nobody")
    with pytest.raises(failing.NoMatch) as wrong_password:
        find(other, casb, at=at, password="wrong")

    assert wrong_login.value.sentence == wrong_password.value.sentence
    assert "4 tries left" in wrong_login.value.sentence


@pytest.mark.parametrize("login", ["", "  ", "a\0b"])
def test_a_login_that_cannot_be_is_no_match(casb, at, login):
    seen = cast.signed_in(casb, at=at)

    with pytest.raises(failing.NoMatch):
        find(seen, casb, at=at, login=login)


def test_an_account_that_came_without_a_password_cannot_be_proved_by_one(casb, at):
    cast.old_account(casb, at=at, password="")
    seen = cast.signed_in(casb, at=at)

    for password in ("", "!", "anything"):
        with pytest.raises(failing.NoMatch):
            find(seen, casb, at=at, password=password)


def test_the_login_of_another_court_does_not_work_here(casb, exab, at):
    cast.old_account(exab, at=at)
    seen = cast.signed_in(casb, at=at)

    with pytest.raises(failing.NoMatch):
        find(seen, casb, at=at)


def test_the_old_login_never_works_again(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    other = cast.signed_in(casb, at=at, username="somebody")

    link(seen, find(seen, casb, at=at), at=at)

    account.refresh_from_db()
    assert account.password.startswith("!")
    with pytest.raises(failing.NoMatch):
        find(other, casb, at=at)


def test_linking_is_done_once_in_each_court(casb, exab, at):
    cast.old_account(casb, at=at)
    cast.old_account(exab, at=at)
    here, there = cast.signed_in(casb, at=at), cast.signed_in(exab, at=at)

    link(here, find(here, casb, at=at), at=at)

    assert not cast.again(there, exab, at=at).linked
    link(there, find(there, exab, at=at), at=at)
    assert cast.again(there, exab, at=at).may_file


def test_somebody_linked_is_told_to_whom(casb, at):
    cast.old_account(casb, at=at)
    cast.old_account(casb, at=at, login="second")
    seen = cast.signed_in(casb, at=at)
    link(seen, find(seen, casb, at=at), at=at)

    with pytest.raises(obstacles.AlreadyLinked) as refused:
        find(seen, casb, at=at, login="second")

    assert "linked to Barbara CASB in this court since Nov 24, 2026" in refused.value.sentence


def test_nobody_signed_in_is_sent_to_sign_in(casb, at):
    with pytest.raises(roles.SignInFirst):
        find(viewer.Viewer(court_id="casb"), casb, at=at)


def test_a_sign_on_older_than_ten_minutes_must_be_renewed(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at, auth_time=at - timedelta(minutes=8))

    match = find(seen, casb, at=at)

    with pytest.raises(freshness.SignInAgain):
        link(seen, match, at=at + timedelta(minutes=3))
    with pytest.raises(freshness.SignInAgain):
        find(seen, casb, at=at + timedelta(minutes=3))


def test_a_legacy_account_is_told_to_upgrade(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at, username="bc1234", kind="legacy")

    with pytest.raises(obstacles.LegacyAccount):
        find(seen, casb, at=at)


def test_a_firm_account_is_refused(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at, username="casblaw1", holder="firm")

    with pytest.raises(obstacles.FirmAccount):
        find(seen, casb, at=at)


def test_before_the_courts_nextgen_date_linking_is_refused_with_it(casb, at):
    cast.old_account(casb, at=at)
    casb.nextgen_date = date(2027, 2, 4)
    casb.save()
    seen = cast.signed_in(casb, at=at)

    with pytest.raises(obstacles.BeforeNextGen, match="You can link from Feb 4, 2027"):
        find(seen, casb, at=at)


def test_the_nextgen_day_begins_at_the_courts_midnight(casb, at):
    casb.nextgen_date = date(2026, 11, 25)
    seen = cast.signed_in(casb, at=at)
    late = at.replace(day=25, hour=7, minute=59)  # 11:59 PM of the 24th in California

    assert isinstance(obstacles.obstacle(seen, casb, at=late), obstacles.BeforeNextGen)
    assert obstacles.obstacle(seen, casb, at=late + timedelta(minutes=1)) is None


def test_a_closed_account_is_named_only_to_who_knows_its_password(casb, at):
    cast.old_account(casb, at=at, closed=True)
    seen = cast.signed_in(casb, at=at)

    with pytest.raises(failing.NoMatch):
        find(seen, casb, at=at, password="wrong")
    with pytest.raises(obstacles.AccountClosed, match="619-557-5620"):
        find(seen, casb, at=at)


def test_an_account_linked_to_somebody_else_gives_a_reference_and_no_name(casb, at):
    cast.old_account(casb, at=at)
    one, other = (
        cast.signed_in(casb, at=at),
        cast.signed_in(casb, at=at, username="somebody", first_name="Sam"),
    )
    proof, others_proof = find(one, casb, at=at), find(other, casb, at=at)

    link(one, proof, at=at)
    with pytest.raises(failing.LinkedToAnother) as refused:
        link(other, others_proof, at=at)

    assert "Call the court at 619-557-5620. Ref REF-" in refused.value.sentence
    assert "arbara" not in refused.value.sentence
    reference = refused.value.sentence.rpartition(" ")[2]
    assert LogEntry.objects.get(reference=reference).actor == other.account_number


def test_a_proof_lives_five_minutes(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = find(seen, casb, at=at)

    assert linking.match_for(seen, match.token, at=at + timedelta(seconds=299))
    with pytest.raises(proofs.ProofGone):
        linking.match_for(seen, match.token, at=at + timedelta(minutes=5))
    with pytest.raises(proofs.ProofGone):
        link(seen, match, at=at + timedelta(minutes=5))


def test_a_proof_is_worth_nothing_to_another_person_or_browser(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = find(seen, casb, at=at)
    thief = cast.signed_in(casb, at=at, username="thief123")
    other_browser = cast.signed_in(casb, at=at, key="another browser")

    for who in (thief, other_browser):
        with pytest.raises(proofs.ProofGone):
            link(who, match, at=at)

    assert link(seen, match, at=at)


def test_a_proof_is_kept_only_as_a_hash(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    match = find(seen, casb, at=at)

    row = LinkProof.objects.get()
    assert match.token not in (row.token_hash, row.key_hash, row.password_mark)
    assert (row.court_user, row.key_hash) == (account, seen.key_hash)


def test_a_password_changed_meanwhile_ends_the_proof(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = find(seen, casb, at=at)
    CourtUser.objects.filter(pk=account.pk).update(password=cast.make_password("new one"))

    with pytest.raises(proofs.ProofGone):
        link(seen, match, at=at)


def test_an_account_closed_meanwhile_is_refused(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = find(seen, casb, at=at)
    CourtUser.objects.filter(pk=account.pk).update(state="closed")

    with pytest.raises(obstacles.AccountClosed):
        link(seen, match, at=at)


def test_names_that_differ_need_the_tick(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = find(seen, casb, at=at)

    with pytest.raises(linking.NamesNotChecked):
        link(seen, match, at=at, names_checked=False)

    assert match.needs_tick
    assert not cast.again(seen, casb, at=at).linked


def test_equal_names_need_no_tick(casb, at):
    cast.old_account(casb, at=at, first_name="BARBARATEST", last_name="Çasb")
    seen = cast.signed_in(casb, at=at)
    match = find(seen, casb, at=at)

    assert not match.needs_tick
    assert link(seen, match, at=at, names_checked=False)


def test_sent_twice_it_is_one_link_with_one_reference(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = find(seen, casb, at=at)

    first = link(seen, match, at=at)
    second = link(seen, match, at=at + timedelta(hours=1))

    assert first == second
    assert Letter.objects.count() == 2
    assert LogEntry.objects.filter(action="people.linked").count() == 1


def test_two_tabs_with_a_proof_each_make_one_link(casb, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    one, other = find(seen, casb, at=at), find(seen, casb, at=at)

    assert link(seen, one, at=at) == link(seen, other, at=at)


def test_a_second_link_of_the_same_person_is_refused(casb, at):
    cast.old_account(casb, at=at)
    cast.old_account(casb, at=at, login="second")
    seen = cast.signed_in(casb, at=at)
    one, other = find(seen, casb, at=at), find(seen, casb, at=at, login="second")
    link(seen, one, at=at)

    with pytest.raises(obstacles.AlreadyLinked):
        link(seen, other, at=at)

    assert CourtUser.objects.get(login="second").state == "legacy"


def test_the_done_page_is_only_its_owners(casb, at):
    cast.old_account(casb, at=at)
    seen, other = cast.signed_in(casb, at=at), cast.signed_in(casb, at=at, username="somebody")

    made = link(seen, find(seen, casb, at=at), at=at)

    assert linking.linked(seen, made.reference) == made
    for who, reference in ((other, made.reference), (seen, ""), (seen, "LNK-XXXX-XXXX"), (other, "")):
        with pytest.raises(NoSuchRecord):
            linking.linked(who, reference)


def test_a_failure_is_written_down_without_the_password(casb, at):
    account = cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)

    with pytest.raises(failing.NoMatch):
        find(seen, casb, at=at, password="my secret")
    with pytest.raises(failing.NoMatch):
        find(seen, casb, at=at, login="my secret")

    lines = LogEntry.objects.filter(action="people.link_refused").order_by("pk")
    assert [line.subject for line in lines] == [f"court user {account.pk}", f"person {seen.person_id}"]
    assert [line.detail["why"] for line in lines] == ["wrong password", "no such CM/ECF login here"]
    assert all("secret" not in str(line.detail) for line in lines)


def test_facts_that_differ_are_said_in_words(casb, at):
    account = cast.old_account(casb, at=at)
    person = cast.person(casb, at=at, bar_number="CA 123322", firm_name="CASB LAW")

    compared = comparing.compare(account, person)

    assert [fact.label for fact in compared.facts] == ["Role", "Firm", "Bar number", "E-mail"]
    assert compared.facts[0].court == "Attorney"
    assert compared.differences == (
        "Bar number differs: “•••321” and “•••322”.",
        "E-mail differs: “b•••••@casblaw.example.org” and “b•••••@mail.example.org”.",
    )


def test_a_difference_in_the_hidden_part_is_said_too(casb, at):
    account = cast.old_account(casb, at=at, email="bob@mail.example.org", bar_number="", firm_name="")
    person = cast.person(casb, at=at)

    compared = comparing.compare(account, person)

    assert compared.differences == ("E-mail differs in a part that is not shown here.",)


@pytest.mark.parametrize(
    ("first", "last", "needs"),
    [
        ("Barbara Test", "Casb", False),
        ("barbaratest", "CASB", False),
        ("Bárbara-Test", "O'Casb".replace("O'", ""), False),
        ("Barbara", "Casb", True),
        ("", "Casb", True),
        ("!!", "??", True),
    ],
)
def test_only_case_accents_spaces_and_punctuation_are_overlooked(casb, at, first, last, needs):
    account = cast.old_account(casb, at=at, first_name=first, last_name=last)

    assert comparing.compare(account, cast.person(casb, at=at)).needs_tick is needs
