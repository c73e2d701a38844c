"""Login and address lost: the filer asks the court, one clerk proposes, another decides."""

import re
from datetime import timedelta

import pytest

from openecf.audit import trail
from openecf.center.accounts.models import Account
from openecf.courthouse.people import invitation, troubles
from openecf.courthouse.people.models import CourtUser, LinkRequest
from openecf.courthouse.people.troubleshooting import Finding
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation import addresses, clock
from openecf.letters.models import Letter
from tests import people_cast as cast
from tests import walking
from tests.clerks_desk import clerk, signed_in

pytestmark = pytest.mark.django_db
ASK = "/casb/utilities/link/ask/"
DESK = "/casb/clerk/"


@pytest.fixture(autouse=True)
def the_clock(monkeypatch):
    monkeypatch.setattr(clock, "_offset", timedelta())


@pytest.fixture
def casb():
    return walking.open_court("casb", at=clock.now())


@pytest.fixture
def account(casb):
    return cast.old_account(casb, at=clock.now())


@pytest.fixture
def barbara(casb):
    return signed_in("barbaratest")


@pytest.fixture
def clark(casb):
    return clerk(casb, "clark2026")


@pytest.fixture
def cora(casb):
    return clerk(casb, "cora2026x")


def asked(client, **said):
    page = walking.send(client, ASK, {"login": "bcasb?", "said": "My old firm is gone.", **said})
    return re.search(r"REQ-\w{4}-\w{4}", page.content.decode())[0]


def proposed(client, reference, account, **what):
    fields = {"account": account.pk, "proposal": "link", "reason": "Bar card seen", **what}
    return walking.send(client, f"{DESK}requests/{reference}/propose/", fields)


def decided(client, reference, decision, reason="Agreed"):
    page = walking.go(client, f"{DESK}requests/{reference}/")
    mark = re.search(r'name="mark" value="([^"]*)"', page.content.decode())
    fields = {"decision": decision, "reason": reason, "mark": mark[1] if mark else ""}
    return walking.send(client, f"{DESK}requests/{reference}/decide/", fields)


def test_the_request_is_kept_under_one_reference(barbara, account):
    reference = asked(barbara)

    again = walking.go(barbara, ASK)

    assert "The court has your request" in walking.told(again)
    assert asked(barbara) == reference
    assert reference in again.content.decode()
    assert LinkRequest.objects.count() == 1


def test_two_clerks_and_the_filer_walk_to_the_link(barbara, clark, cora, account):
    walking.send(barbara, "/casb/utilities/link/", {"login": "bcasb", "password": "forgotten"})
    reference = asked(barbara)

    page = walking.go(clark, DESK)
    assert reference in walking.told(page)
    page = walking.go(clark, f"{DESK}?reference={reference.lower()}")
    assert page.where.endswith(f"/casb/clerk/requests/{reference}/")
    assert "no such CM/ECF login" not in walking.told(page)
    page = walking.go(clark, f"{page.where}?find=barbara+casblaw")
    assert "Accounts found" in walking.told(page)
    page = walking.go(clark, f"{DESK}requests/{reference}/?find=casb&account={account.pk}")
    assert "First name differs: “Barbara” and “BarbaraTest”." in walking.told(page)
    assert "wrong password" in walking.told(page)
    page = proposed(clark, reference, account)
    assert "You proposed this. Another clerk must decide." in walking.told(page)
    assert "Your proposal is on the record." in walking.told(page)
    assert "waits to be linked" in walking.told(page) and "legacy" not in walking.told(page)
    assert "(barbaratest), PACER user" in walking.told(page)
    assert "Clar Clerk (clark2026), Clerk" in walking.told(page)
    assert "Another clerk must decide" in walking.told(decided(clark, reference, "approve"))

    page = decided(cora, reference, "approve")

    assert "Approved. The filer was told by e-mail." in walking.told(page)
    home = walking.go(barbara, "/casb/")
    assert "Adversary" in walking.told(home)
    assert {each.recipient for each in Letter.objects.filter(body__contains="was linked")} == {
        "barbara@casblaw.example.org",
        "barbaratest@example.org",
    }


def test_a_new_address_gets_the_letter_and_the_filer_links(barbara, clark, cora, account):
    reference = asked(barbara)
    proposed(clark, reference, account, proposal="address", new_email="barbara@new.example.org")

    decided(cora, reference, "approve", "The bar's roll has this address")

    told = Letter.objects.filter(body__contains="changed the e-mail address")
    assert {each.recipient for each in told} == {
        "barbara@casblaw.example.org",
        "barbara@new.example.org",
        "barbaratest@example.org",
    }
    letter = Letter.objects.get(body__contains="/reminder/")
    assert letter.recipient == "barbara@new.example.org"
    link = re.search(r"http://localhost:8000(/casb/utilities/link/reminder/\S+)", letter.body)[1]
    page = walking.send(barbara, link, {})
    assert "Do you want to link these accounts?" in walking.told(page)


def test_a_refusal_needs_a_reason_and_reaches_every_address(barbara, clark, cora, account):
    reference = asked(barbara)
    proposed(clark, reference, account)

    page = decided(cora, reference, "refuse", "")
    assert "Give a reason" in walking.told(page)
    assert "<title>Error:" in page.content.decode()
    page = decided(cora, reference, "refuse", "The bar card is somebody else's")
    assert "Refused. The filer was told by e-mail." in walking.told(page)

    told = Letter.objects.filter(body__contains="The bar card is somebody else's")
    assert {each.recipient for each in told} == {"barbara@casblaw.example.org", "barbaratest@example.org"}
    assert "Ask the court" in walking.told(walking.go(barbara, ASK))


def test_a_proposal_is_checked(barbara, clark, account):
    reference = asked(barbara)

    page = proposed(clark, reference, account, proposal="address", new_email="nonsense")
    assert "Enter the new e-mail address, like name@example.org." in walking.told(page)
    page = proposed(clark, reference, account, reason="")
    assert "Give a reason" in walking.told(page)
    page = proposed(clark, reference, CourtUser(pk=99999))

    assert "Choose a filing account of this court that waits to be linked." in walking.told(page)
    assert LinkRequest.objects.get().state == "open"


def test_only_staff_open_the_desk(casb, barbara, account):
    reference = asked(barbara)

    for where in (DESK, f"{DESK}requests/{reference}/", f"{DESK}undelivered/", f"{DESK}troubles/WHY-X/"):
        assert walking.go(barbara, where).status_code == 403
        assert walking.go(walking.browser(), where).status_code == 401
    assert proposed(barbara, reference, account).status_code == 403
    assert decided(barbara, reference, "approve").status_code == 403


def test_a_clerk_opens_the_reference_of_somebody_who_calls(casb, clark):
    found = [Finding("Cookies", False, "This browser refuses cookies.")]
    reference = troubles.note(Viewer(court_id="casb"), casb, "sign-in", found, at=clock.now())

    page = walking.go(clark, f"{DESK}?reference={reference}")

    assert page.where.endswith(f"/troubles/{reference}/")
    assert "This browser refuses cookies." in walking.told(page)


def test_a_clerk_looks_up_the_reference_of_a_link(barbara, clark, account):
    page = walking.send(barbara, "/casb/utilities/link/", {"login": "bcasb", "password": cast.PASSWORD})
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    page = walking.send(barbara, page.where, {"token": token, "names_checked": "on"})
    reference = re.search(r"LNK-\w{4}-\w{4}", page.content.decode())[0]

    assert "The accounts were linked" in walking.told(walking.go(clark, f"{DESK}?reference={reference}"))
    wrong = walking.go(clark, f"{DESK}?reference=LNK-XXXX-XXXX")
    assert "This court has nothing under this reference." in walking.told(wrong)


def test_a_line_by_an_account_of_the_court_tells_name_and_role(casb, clark, account):
    trail.record(
        "casb", f"court user {account.pk}", "filing.filed", "1", reference="FIL-2222-2222", at=clock.now()
    )
    trail.record("casb", "system", "people.imported", "x", reference="REF-2222-2222", at=clock.now())

    page = walking.go(clark, f"{DESK}?reference=FIL-2222-2222")

    assert "By Barbara CASB, Attorney" in walking.told(page)
    assert "By system" in walking.told(walking.go(clark, f"{DESK}?reference=REF-2222-2222"))


def test_the_desk_lists_undelivered_notices(clark):
    assert "Every notice arrived" in walking.told(walking.go(clark, f"{DESK}undelivered/"))


def test_another_courts_clerk_sees_nothing_of_it(barbara, account):
    exab = walking.open_court("exab", at=clock.now())
    reference = asked(barbara)
    stranger = signed_in("stranger1")
    walking.sign_in(stranger, "/exab/", username="stranger1")
    center = Account.objects.get(username="stranger1")
    who = invitation.Invited(
        iss=addresses.issuer(), sub=center.subject, username="stranger1", last_name="Clerk"
    )
    invitation.invite(exab, who, "clerk", at=clock.now())

    assert walking.go(stranger, f"/exab/clerk/requests/{reference}/").status_code == 404
    assert walking.go(stranger, f"/casb/clerk/requests/{reference}/").status_code == 403


def test_a_decision_is_one_of_two_buttons(barbara, clark, cora, account):
    reference = asked(barbara)
    proposed(clark, reference, account)

    for odd in ("", "Refuse", "x"):
        page = decided(cora, reference, odd, "My reason")
        assert "Press Approve or Refuse." in walking.told(page) and "My reason" in walking.told(page)

    assert LinkRequest.objects.get().state == "proposed"


def test_a_clerk_who_signed_in_again_comes_back_to_the_request(barbara, clark):
    reference = asked(barbara)

    for act in ("propose", "decide"):
        page = walking.go(clark, f"{DESK}requests/{reference}/{act}/")
        assert page.where.endswith(f"/casb/clerk/requests/{reference}/")


@pytest.mark.parametrize("reference", ["REQ-A/B", "WHY-/", "REQ-", "REQ-?#", "x", "///"])
def test_any_reference_can_be_looked_up(clark, reference):
    page = clark.get(DESK, {"reference": reference}, follow=True)

    assert page.status_code in (200, 404)
