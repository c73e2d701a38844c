"""The command `openecf`, run as people run it: in a process of its own."""

import json
import os
import pathlib
import subprocess
import sys

import pytest

OPENECF = pathlib.Path(sys.executable).parent / "openecf"
KEYS = {
    "site",
    "username",
    "password",
    "totp_secret",
    "cmecf_court",
    "cmecf_login",
    "cmecf_password",
    "linked_courts",
    "case",
    "purpose",
}


def openecf(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command with an environment of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("OPENECF_")}
    environ.pop("DATABASE_URL", None)
    environ |= {"OPENECF_ARGON2_KIB": "1024", "OPENECF_ARGON2_TIME": "1"} | variables
    return subprocess.run([OPENECF, *words], env=environ, capture_output=True, text=True, timeout=300)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """A demo that was built and not served, its clock in 2024."""
    data = tmp_path_factory.mktemp("demo") / "data"
    built = openecf("demo", "--data", str(data), "--seed-only", "--now", "2024-08-20T10:00")
    assert built.returncode == 0, built.stderr
    return data


@pytest.fixture(scope="module")
def cast(demo):
    answer = openecf("cast", "--json", "--data", str(demo))
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_the_cast_is_a_list_of_objects_with_the_same_keys(cast):
    assert all(set(one) == KEYS for one in cast)
    assert {one["site"] for one in cast} == {"center", "casb", "exab"}


def test_the_first_unlinked_filer_has_equal_names_and_the_second_is_the_guides_pair(cast):
    unlinked = [
        one for one in cast if one["site"] == "center" and one["cmecf_login"] and not one["linked_courts"]
    ]

    assert unlinked[0]["username"] == "annray2026" and "same name" in unlinked[0]["purpose"]
    assert unlinked[1]["username"] == "barbaratest" and "differ" in unlinked[1]["purpose"]


def test_filer_searcher_and_clerk_can_sign_in_without_a_second_factor_and_others_with_one(cast):
    plain = {one["username"] for one in cast if one["site"] == "center" and not one["totp_secret"]}
    guarded = {one["username"] for one in cast if one["totp_secret"]}

    assert plain >= {"annray2026", "lindalarkin", "patpublic1", "clarkclerk"}
    assert guarded >= {"marcomoreno", "samsearcher", "claraclerk"}


def test_the_first_case_bears_the_demos_year(cast):
    assert next(one["case"] for one in cast if one["case"]).startswith("24-")


def test_building_twice_changes_nothing(demo, cast):
    again = openecf("demo", "--data", str(demo), "--seed-only")

    assert again.returncode == 0 and "Building" not in again.stdout
    assert json.loads(openecf("cast", "--json", "--data", str(demo)).stdout) == cast


def test_the_demos_held_account_is_released_by_command(demo):
    listed = openecf("holds", "--data", str(demo)).stdout
    number = next(line.split()[0] for line in listed.splitlines() if "danadouble2" in line)

    released = openecf("release", number, "--reason", "Two people of one name.", "--data", str(demo))

    assert "You can search in every court." in released.stdout, released.stderr
    assert "No account is held." in openecf("holds", "--data", str(demo)).stdout


def test_a_court_is_opened_and_its_clerk_invited_by_command(tmp_path, demo):
    data = ("--data", str(tmp_path / "court"))
    assert openecf("migrate", *data, "--verbosity", "0").returncode == 0

    opened = openecf("create_court", "casb", *data)
    twice = openecf("create_court", "casb", *data)
    nobody = openecf("create_court", "casb", *data, "--invite-only", "--clerk", "nobody-at-all")
    invited = openecf("create_court", "exab", "--data", str(demo), "--invite-only", "--clerk", "patpublic1")

    assert "casb is open." in opened.stdout, opened.stderr
    assert twice.returncode != 0 and "There is a court of this name already." in twice.stderr
    assert nobody.returncode != 0 and "No center account has this username." in nobody.stderr
    assert "patpublic1 is clerk of exab." in invited.stdout, invited.stderr


SAFE = {
    "OPENECF_ORIGIN": "https://ecf.example.org",
    "OPENECF_ADDRESSES": "host",
    "OPENECF_ALLOWED_HOSTS": "ecf.example.org",
    "OPENECF_ARGON2_KIB": "19456",
    "EMAIL_URL": "smtp://mail.example.org:25",
}


def test_safe_settings_pass_the_check(tmp_path):
    answer = openecf("check", "--data", str(tmp_path), **SAFE)

    assert answer.returncode == 0, answer.stderr
    assert "safe to serve" in answer.stdout


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("OPENECF_DEMO", "1", "This is a demonstration"),
        ("OPENECF_CLOCK_OFFSET", "3600", "The clock was moved"),
        ("OPENECF_ORIGIN", "http://ecf.example.org", "in the clear"),
        ("OPENECF_ADDRESSES", "path", "share one origin"),
        ("OPENECF_ALLOWED_HOSTS", "*", "Any Host header"),
        ("OPENECF_ARGON2_KIB", "1024", "hashed too cheaply"),
        ("EMAIL_URL", "folder:/tmp/mail", "not to people"),
        ("OPENECF_PAYMENTS_URL", "http://localhost:8001/", "Card numbers would cross the net"),
        ("OPENECF_PAYMENTS_URL", "https://pay.example.org/", "speak to the payment provider in our name"),
        ("OPENECF_PASSWORDS", "none", "Set OPENECF_PASSWORDS to nist or pacer."),
        ("OPENECF_ACTIVATION", "none", "Set OPENECF_ACTIVATION to email or card_or_letter."),
    ],
)
def test_an_unsafe_setting_is_refused_with_the_way_to_mend_it(tmp_path, variable, value, told):
    answer = openecf("check", "--data", str(tmp_path), **(SAFE | {variable: value}))

    assert answer.returncode != 0
    assert told in answer.stderr


def test_the_payment_stand_in_does_not_start_without_a_secret(tmp_path):
    answer = openecf("payment-stand-in", "--port", "1", "--data", str(tmp_path))

    assert answer.returncode != 0 and "Set OPENECF_PAYMENTS_SECRET" in answer.stderr


def test_the_check_refuses_a_moved_clock_as_an_option(tmp_path):
    answer = openecf("check", "--data", str(tmp_path), "--now", "2024-08-20T10:00", **SAFE)

    assert answer.returncode != 0 and "The clock was moved" in answer.stderr


def test_a_taken_port_is_said_plainly(demo):
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = openecf("demo", "--data", str(demo), "--port", port)

    assert answer.returncode != 0 and f"Port {port} is taken." in answer.stderr
