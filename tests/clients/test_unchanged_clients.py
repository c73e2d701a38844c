"""Clients that others wrote sign in at our center and are known at a court; only their hosts are redirected.

They live in an environment of their own, `.venv/clients`, which `make setup-test` makes.
"""

import json
import os
import pathlib
import subprocess
import sys

import pyotp
import pytest

from openecf.center.signon import factors, programs
from openecf.center.signon.models import Token
from openecf.courthouse.people.models import SignOn
from openecf.foundation import clock
from tests import walking

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
HERE = pathlib.Path(__file__).parent
PYTHON = pathlib.Path(sys.prefix) / "clients" / "bin" / "python"


@pytest.fixture(autouse=True)
def clients_are_there():
    """Without them there is nothing to try."""
    assert PYTHON.exists(), "the clients are not installed: make setup-test"


@pytest.fixture
def account():
    """An account, and the court the clients go to."""
    walking.open_court("casb", at=clock.now())
    return walking.open_account(at=clock.now(), password_changed_at=clock.now())


@pytest.fixture
def drive(account, live_server, tmp_path):
    """Run a client in its own environment against the live server; return what it told."""

    def run(client, *more):
        command = [
            PYTHON,
            HERE / f"drive_{client}.py",
            live_server.url,
            "barbaratest",
            walking.PASSWORD,
            *more,
        ]
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "JURISCRAPER_LOG": str(tmp_path / "client.log"),
        }
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, env=environ, cwd=tmp_path)
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    return run


@pytest.fixture
def secret(account):
    """An authenticator app of the account."""
    made = pyotp.random_base32()
    factors.add_app(account, "phone", made, at=clock.now())
    return made


def test_juriscraper_signs_in_stays_known_and_logs_out(drive, account):
    type(account).objects.update(filing_status="active")  # it always says that filings will be redacted

    told = drive("juriscraper")

    assert told["bad_login"].startswith("Did not get NextGenCSO cookie")  # its words for loginResult 13
    assert told["token_length"] == 128
    assert told["logged_in"] and told["posted"]
    assert told["asked_with_token"] == ["https://ecf.casb.uscourts.gov/cgi-bin/iquery.pl"]
    assert told["by_itself"] and told["logins_by_itself"] == 1
    assert told["log_out"] == 200 and told["dead"]


def test_pacersdk_signs_in_and_out(drive, account):
    told = drive("pacersdk", "", "M-1")

    assert len(told["token"]) == 128
    assert programs.identity_of(told["token"], at=clock.now()) is None
    assert Token.objects.get().client_code == "M-1"


def test_pacersdk_sends_the_code_of_an_app_and_the_filers_flag(drive, account, secret):
    type(account).objects.update(filing_status="active")

    assert len(drive("pacersdk", secret, "", "yes")["token"]) == 128
    assert Token.objects.get().acr == "aal2"


def test_pacer_cli_signs_in_by_the_api_and_by_the_page(drive):
    told = drive("pacer_cli")

    assert told["authenticated"] and told["token_length"] == 128
    assert any("/csologin/login.jsf?pscCourtId=CASBK&appurl=https" in url for url in told["asked"])
    assert told["logged_in"] and told["cookies"] == [[128, ".uscourts.gov", "/"]]
    assert told["wrong"] == "Invalid username, password, or one-time passcode."
    assert told["logged_out"]
    assert {row.door for row in SignOn.objects.all()} == {"api"}


def test_pacer_cli_gives_the_same_code_at_both_doors(drive, secret):
    told = drive("pacer_cli", secret)

    assert told["authenticated"] and told["logged_in"]
    assert told["cookies"] == [[128, ".uscourts.gov", "/"]]
