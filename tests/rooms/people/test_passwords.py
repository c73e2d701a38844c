"""Checking an old password costs the same whoever is named."""

import pytest

from openecf.courthouse.people import passwords
from openecf.courthouse.people.models import CourtUser
from tests import people_cast as cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def hashes(monkeypatch):
    """Which stored hashes were run, one a check."""
    run, real = [], passwords.check_password
    monkeypatch.setattr(
        passwords, "check_password", lambda typed, kept: run.append(kept) or real(typed, kept)
    )
    return run


@pytest.mark.parametrize("login", ["bcasb", "nobody", "no-password", "", "a\0b"])
def test_one_hash_is_run_for_every_login(casb, at, hashes, login):
    cast.old_account(casb, at=at, hasher="pbkdf2_sha1")
    cast.old_account(casb, at=at, login="no-password", password="")

    assert passwords.account_proved(casb, login, "wrong") is None
    assert [each.partition("$")[0] for each in hashes] == ["pbkdf2_sha1"]


def test_a_court_without_old_accounts_runs_a_hash_too(casb, hashes):
    assert passwords.account_proved(casb, "bcasb", "x") is None
    assert len(hashes) == 1


def test_somebody_elses_right_password_proves_nothing(casb, at):
    cast.old_account(casb, at=at)

    assert passwords.account_proved(casb, "nobody", cast.PASSWORD) is None


def test_a_password_of_megabytes_is_not_hashed_whole(casb, at):
    account = cast.old_account(casb, at=at, password="x" * passwords.LONGEST)

    assert passwords.account_proved(casb, "bcasb", "x" * passwords.LONGEST) == account
    assert passwords.account_proved(casb, "bcasb", "x" * 2_000_000) is None


def test_an_unusable_password_never_matches(casb, at):
    account = cast.old_account(casb, at=at)
    kept = passwords.unusable()
    CourtUser.objects.filter(pk=account.pk).update(password=kept)

    for typed in (kept, kept[1:], "", cast.PASSWORD):
        assert passwords.account_proved(casb, "bcasb", typed) is None
