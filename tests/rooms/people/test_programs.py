"""Tokens of programs at a court: believed for five seconds, and no account of the court."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.courts import creation
from openecf.courthouse.people import programs, roles, viewer
from openecf.courthouse.people.models import CourtUser, Person, SignOn
from openecf.foundation.messages import Identity
from openecf.foundation.refusals import Refusal
from tests import people_cast as cast

AT = datetime(2026, 11, 24, 18, 0, tzinfo=UTC)
TOKEN = "t" * 128


@pytest.fixture
def casb():
    return creation.create_court("casb", at=AT)


def identity(**facts):
    said = {
        "iss": cast.ISS,
        "sub": "sub-barbaratest",
        "sid": "",
        "acr": "aal1",
        "auth_time": AT,
        "username": "barbaratest",
        "account_number": "7000001",
        "kind": "upgraded",
        "holder": "individual",
        "door": "api",
    }
    return Identity(**said | facts)


@pytest.mark.django_db
def test_the_centers_word_counts_for_five_seconds(casb):
    programs.welcome(casb, TOKEN, identity(), at=AT)

    assert programs.viewer_known(casb, TOKEN, at=AT + timedelta(seconds=4)).username == "barbaratest"
    assert programs.viewer_known(casb, TOKEN, at=AT + timedelta(seconds=5)) is None
    assert programs.viewer_known(casb, "x" * 128, at=AT) is None


@pytest.mark.django_db
def test_one_who_was_dismissed_is_asked_about_again(casb):
    programs.welcome(casb, TOKEN, identity(), at=AT)

    for _ in range(2):
        programs.dismiss(casb, TOKEN, at=AT)

    assert programs.viewer_known(casb, TOKEN, at=AT) is None
    assert LogEntry.objects.filter(action="people.program_left").count() == 1
    assert programs.welcome(casb, TOKEN, identity(), at=AT).signed_in


@pytest.mark.django_db
def test_what_the_center_says_now_is_kept(casb):
    programs.welcome(casb, TOKEN, identity(), at=AT)

    seen = programs.welcome(casb, TOKEN, identity(search_status="inactive", client_code="M-1"), at=AT)

    assert (seen.search_status, seen.client_code) == ("inactive", "M-1")
    assert LogEntry.objects.filter(action="people.program_signed_on").count() == 1


@pytest.mark.django_db
def test_it_is_no_account_of_the_court(casb):
    account = cast.old_account(casb, at=AT)
    CourtUser.objects.filter(pk=account.pk).update(state="active", login=None)
    Person.objects.create(
        court=casb, iss=cast.ISS, sub="sub-barbaratest", court_user=account, linked_at=AT, first_seen_at=AT
    )

    seen = programs.welcome(casb, TOKEN, identity(), at=AT)

    assert seen.signed_in and not seen.linked and not seen.may_file and seen.role == "public"
    with pytest.raises(Refusal):
        roles.require_filer(seen)


@pytest.mark.django_db
def test_it_never_stands_for_a_browsers_sign_on(casb):
    programs.welcome(casb, TOKEN, identity(), at=AT)
    key_hash = SignOn.objects.get().key_hash

    for key in (TOKEN, key_hash, f"token {TOKEN}", f"casb {TOKEN}"):
        assert not viewer.viewer_for(key, casb, at=AT).signed_in


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_requests_with_one_token_at_once_sign_on_once(casb):
    barrier, seen = threading.Barrier(6), []

    def run():
        try:
            barrier.wait()
            seen.append(programs.welcome(casb, TOKEN, identity(), at=AT).username)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert seen == ["barbaratest"] * 6
    assert SignOn.objects.count() == 1
    assert LogEntry.objects.filter(action="people.program_signed_on").count() == 1
