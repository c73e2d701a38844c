"""What the operator of the service center does at the console: holds, releases, letters."""

import re

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from openecf.center.accounts import activation
from openecf.center.accounts.models import Account
from tests.accounts import open_account

pytestmark = pytest.mark.django_db


def run(capsys, *words):
    """Run a command and return what it printed."""
    call_command(*words)
    return capsys.readouterr().out


def test_held_accounts_are_listed_and_released(at, capsys):
    first = open_account(at=at, email="same@example.org")
    held = open_account(
        "barbara.two", at=at, email="same@example.org", hold="duplicate", search_status="inactive"
    )

    listed = run(capsys, "holds")
    assert f"{held.number}  barbara.two  BarbaraTest Casb" in listed and f"like {first.number}" in listed
    assert "You can search in every court." in run(
        capsys, "release", held.number, "--reason", "Two people of one name."
    )

    held.refresh_from_db()
    assert (held.hold, held.search_status) == ("", "active")
    assert run(capsys, "holds") == "No account is held.\n"


def test_what_is_not_held_is_not_released(at, capsys):
    account = open_account(at=at)

    with pytest.raises(CommandError, match="This account is not held"):
        call_command("release", account.number, "--reason", "Why not")
    with pytest.raises(CommandError, match="There is no such record"):
        call_command("release", "0000000", "--reason", "Why not")


def test_letters_are_printed_once_into_files_only_the_printer_reads(at, capsys, tmp_path):
    account = open_account(at=at, search_status="waiting")
    folder = tmp_path / "letters"

    assert account.number in run(capsys, "activation_letters", str(folder))
    (letter,) = folder.iterdir()
    assert letter.stat().st_mode & 0o777 == 0o600 and folder.stat().st_mode & 0o777 == 0o700
    assert run(capsys, "activation_letters", str(folder)) == "No letter is due.\n"
    token = re.search(r"(\w{4}-){3}\w{4}", letter.read_text())[0]
    activation.by_token(account, token, at=at)

    assert Account.objects.get().search_status == "active"
    with pytest.raises(CommandError, match="does not wait"):
        call_command("activation_letters", str(folder), "--again", account.number)
