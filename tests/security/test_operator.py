"""The operator signs somebody, or everybody, out of the center and of every court."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.center.signon import logout
from openecf.courthouse.people.models import CourtUser
from openecf.faces import transport
from openecf.foundation import clock
from tests import walking

pytestmark = pytest.mark.django_db


def signed_in(client):
    """Tell whether the center and the court still know this browser."""
    logout.deliver_due(transport.http_session(), at=clock.now())
    center = client.get("/cso/account/").status_code == 200
    return center, client.get("/casb/stay/").status_code == 200


def test_the_operator_signs_an_account_out_here_and_in_every_court(capsys):
    at = clock.now()
    walking.open_court("casb", at=at)
    barbara = walking.open_account(at=at)
    walking.open_account("somebodyelse", at=at)
    client, other = walking.browser(), walking.browser()
    walking.sign_in(client)
    walking.sign_in(other, username="somebodyelse")
    assert signed_in(client) == (True, True)

    call_command("sign_out", barbara.number, "--reason", "Stolen laptop.")

    assert "1 accounts are signed out, 1 browsers." in capsys.readouterr().out
    assert signed_in(client) == (False, False) and signed_in(other) == (True, True)
    lines = trail.lines_about("center", [barbara.number], since=at)
    assert ("operator", "signon.signed_out_by_operator") in {(line.actor, line.action) for line in lines}

    call_command("sign_out", "all", "--reason", "Incident.")

    assert signed_in(other) == (False, False)


def test_it_needs_a_reason_and_an_account():
    for words in (("1000000", "--reason", " "), ("9999999", "--reason", "x")):
        with pytest.raises(CommandError):
            call_command("sign_out", *words)


def test_a_new_installation_has_no_account():
    walking.open_court("casb", at=clock.now())

    assert not Account.objects.exists() and not CourtUser.objects.exists()
