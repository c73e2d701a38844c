"""The security log: every line of the trail about an account, in plain words."""

import ast
import pathlib
import re
from datetime import timedelta

import pytest

import openecf
from openecf.audit import trail
from openecf.center.signon import security_log, signing_in
from tests import walking

pytestmark = pytest.mark.django_db
CENTER = pathlib.Path(openecf.__file__).parent / "center"
ACTION = re.compile(r"(accounts|signon|firms|standing|payments|usage)\.[a-z_]+$")
NOT_ACTIONS = re.compile(r"\.(md|py|toml|txt|models|html)$")


def test_every_action_at_the_center_has_a_label():
    found = set()
    for module in CENTER.rglob("*.py"):
        if "migrations" in module.parts or module.name == "models.py":
            continue
        for node in ast.walk(ast.parse(module.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if ACTION.match(node.value) and not NOT_ACTIONS.search(node.value):
                    found.add(node.value)

    assert len(found) > 40
    assert found - set(security_log.LABELS) - security_log.HIDDEN == set()


def test_the_latest_line_comes_first_with_where_it_came_from(at):
    account = walking.open_account(at=at)
    with pytest.raises(signing_in.WrongCredentials):
        signing_in.sign_in("barbaratest", "wrong", address="198.51.100.9", at=at)
    signing_in.sign_in("barbaratest", walking.PASSWORD, address="203.0.113.7", at=at + timedelta(minutes=1))

    events = security_log.of(account, since=at, until=at + timedelta(days=1))

    assert [(one.what, one.address) for one in events] == [
        ("Signed in", "203.0.113.7"),
        ("Failed sign-in", "198.51.100.9"),
    ]


def test_what_others_did_to_the_account_is_there_and_what_is_anothers_is_not(at):
    account = walking.open_account(at=at)
    other = walking.open_account("annray2026", at=at)
    trail.record("center", "operator", "accounts.hold_released", account.number, at=at)
    trail.record("center", other.number, "signon.signed_in", other.number, at=at)
    trail.record("casb", account.number, "people.linked", account.number, at=at)

    events = security_log.of(account, since=at, until=at + timedelta(days=1))

    assert [one.what for one in events] == ["Hold released by the PACER Service Center"]


def test_lines_outside_the_time_asked_for_are_not_there(at):
    account = walking.open_account(at=at)
    for days in (-1, 0, 1):
        trail.record("center", account.number, "signon.signed_in", account.number, at=at + timedelta(days))

    assert len(security_log.of(account, since=at, until=at + timedelta(days=1))) == 1
