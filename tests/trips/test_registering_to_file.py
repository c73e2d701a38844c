"""Somebody registers to file in a court; the clerk approves, links an old account, or refuses."""

import re
from datetime import timedelta

import pytest

from openecf.center.accounts.models import Account
from openecf.center.standing import errands as center_errands
from openecf.courthouse.people import bulletins
from openecf.courthouse.people.models import CourtUser, Registration
from openecf.faces import transport
from openecf.foundation import clock
from openecf.letters.models import Letter
from tests import people_cast as cast
from tests import walking
from tests.clerks_desk import clerk, signed_in

pytestmark = pytest.mark.django_db
REGISTER = "/cso/account/e-file/register/"
STATUS = "/cso/account/e-file/status/"
QUEUE = "/casb/clerk/registrations/"
TOLD = {
    "court": "casb",
    "bar_number": "CA 99881",
    "street": "1 Example Street",
    "city": "San Diego",
    "state": "CA",
    "zip_code": "92101",
    "phone": "619-555-0107",
    "notice_email": "notices@example.org",
    "notice_frequency": "each",
    "notice_format": "html",
    "signature": "on",
}


@pytest.fixture(autouse=True)
def the_clock(monkeypatch):
    monkeypatch.setattr(clock, "_offset", timedelta())


@pytest.fixture
def casb():
    return walking.open_court("casb", at=clock.now())


@pytest.fixture
def barbara(casb):
    return signed_in("barbaratest")


@pytest.fixture
def clark(casb):
    return clerk(casb, "clark2026")


@pytest.fixture
def cora(casb):
    return clerk(casb, "cora2026x")


def work():
    for _ in range(2):
        center_errands.deliver_due(transport.http_session(), at=clock.now())
        bulletins.deliver_due(transport.http_session(), at=clock.now())


def registered(client, **changes):
    """Send a registration and let it come to the court; return its reference."""
    page = walking.send(client, f"{REGISTER}?as=attorney", TOLD | changes)
    reference = re.search(r"REG-\w{4}-\w{4}", page.content.decode())[0]
    work()
    return reference


def decided(client, reference, decision, **fields):
    """Press one of the buttons on the clerk's page."""
    page = walking.go(client, f"{QUEUE}{reference}/").content.decode()
    mark = re.search(r'name="mark" value="(\w+)"', page)
    fields = {"mark": mark[1] if mark else "", "decision": decision, **fields}
    return walking.send(client, f"{QUEUE}{reference}/decide/", fields)


def menu(client):
    return re.search(r'data-menu="([^"]*)"', walking.go(client, "/casb/").content.decode())[1]


def letters():
    return [(letter.recipient, letter.subject) for letter in Letter.objects.order_by("pk")]


def test_an_attorney_registers_is_approved_and_files_with_the_next_page(barbara, clark):
    reference = registered(barbara)
    assert "The court looks at it" in walking.told(walking.go(barbara, STATUS))
    assert "Bankruptcy" not in menu(barbara)
    assert reference in walking.told(walking.go(clark, QUEUE))

    page = decided(clark, reference, "new", reason="Bar number checked")
    work()

    assert "Approved. The filer was told" in walking.told(page)
    assert "Bankruptcy" in menu(barbara)
    account = CourtUser.objects.get(role="attorney")
    assert (account.name.full, account.bar_number, account.state) == (
        "BarbaraTest Casb",
        "CA 99881",
        "active",
    )
    assert account.address == "1 Example Street\nSan Diego, CA 92101"
    assert account.noticeaddress_set.get().email == "notices@example.org"
    assert Account.objects.get(username="barbaratest").filing_status == "active"
    told = walking.told(walking.go(barbara, STATUS))
    assert "Done" in told and "approved your registration to file" in told
    assert "You may file" in walking.told(walking.go(barbara, "/cso/account/e-file/courts/"))
    assert ("barbaratest@example.org", "You can file in this court") in letters()


def test_a_refused_registration_tells_the_reason_everywhere(barbara, clark):
    reference = registered(barbara)

    decided(clark, reference, "refuse", reason="Not admitted in this district")
    work()

    told = walking.told(walking.go(barbara, STATUS))
    assert "Refused by the court" in told and "Not admitted in this district" in told
    letter = Letter.objects.get(subject="The court refused the registration to file")
    assert "Not admitted in this district" in letter.body
    assert "Bankruptcy" not in menu(barbara)
    assert Account.objects.get(username="barbaratest").filing_status == "none"


def test_a_lost_old_login_is_linked_and_not_doubled(casb, barbara, clark, cora):
    old = cast.old_account(casb, at=clock.now())
    reference = registered(barbara, bar_number="123321")
    page = walking.go(clark, f"{QUEUE}{reference}/")
    assert "bcasb" in walking.told(page) and "name, bar number" in walking.told(page)

    page = decided(clark, reference, "new")
    assert "may be this person's own" in walking.told(page)
    fields = {"account": str(old.pk), "reason": "Same bar card"}
    walking.send(clark, f"{QUEUE}{reference}/propose/", fields)
    own = decided(clark, reference, "link", reason="I say so")
    assert "Another clerk must decide" in walking.told(own)
    decided(cora, reference, "link", reason="Called her firm")
    work()

    old.refresh_from_db()
    assert old.state == "active" and old.person.username == "barbaratest"
    assert not old.password.startswith("pbkdf2")
    assert CourtUser.objects.filter(role="attorney").count() == 1
    assert "Bankruptcy" in menu(barbara)
    assert ("barbara@casblaw.example.org", "Your CM/ECF account was linked") in letters()
    assert Account.objects.get(username="barbaratest").filing_status == "active"
    assert Registration.objects.get().state == "approved"


def test_everything_typed_is_kept_when_something_is_missing(barbara):
    page = walking.send(barbara, f"{REGISTER}?as=attorney", TOLD | {"bar_number": "", "remark": "I lost it"})

    assert page.status_code == 200
    assert "Enter your bar number." in walking.told(page)
    assert "I lost it" in page.content.decode() and "1 Example Street" in page.content.decode()


@pytest.mark.parametrize("role", ["creditor", "agent", "party", "trustee", "us_trustee"])
def test_those_who_are_no_attorneys_register_with_their_role(barbara, clark, role):
    told = TOLD | {"role": role, "firm_name": "Example Bank"}
    page = walking.send(barbara, f"{REGISTER}?as=nonattorney", told)
    work()

    decided(clark, re.search(r"REG-\w{4}-\w{4}", page.content.decode())[0], "new")

    account = CourtUser.objects.get(person__username="barbaratest")
    assert (account.role, account.firm_name) == (role, "Example Bank")


def test_a_course_provider_sees_the_two_certificates_and_no_more(barbara, clark):
    told = TOLD | {"role": "party", "firm_name": "Example Course Provider"}
    page = walking.send(barbara, f"{REGISTER}?as=nonattorney", told)
    work()
    decided(clark, re.search(r"REG-\w{4}-\w{4}", page.content.decode())[0], "new")

    assert "Bankruptcy" in menu(barbara)
    events = walking.told(walking.go(barbara, "/casb/file/bankruptcy/"))
    assert "Miscellaneous" in events
    assert "Motions" not in events


def test_who_registered_is_not_asked_a_second_time(barbara):
    registered(barbara)

    page = walking.send(barbara, f"{REGISTER}?as=attorney", TOLD)

    assert "has a registration of yours already" in walking.told(page)
    assert Registration.objects.count() == 1


def test_a_filer_gives_up_filing_and_the_clerk_ends_it(barbara, clark):
    decided(clark, registered(barbara), "new")
    work()
    fields = {"court": "casb", "reason": "I retire", "sure": "on"}
    page = walking.send(barbara, "/cso/account/e-file/deactivate/", fields)
    reference = re.search(r"CHG-\w{4}-\w{4}", page.content.decode())[0]
    work()
    assert "Bankruptcy" in menu(barbara)

    decided(clark, reference, "change")
    work()

    assert "Bankruptcy" not in menu(barbara)
    assert Account.objects.get(username="barbaratest").filing_status == "inactive"
    assert "Ended" in walking.told(walking.go(barbara, "/cso/account/e-file/courts/"))
    history = walking.told(walking.go(barbara, "/cso/account/e-file/history/"))
    assert "Wish to end filing" in history and "I retire" in history


def test_others_than_staff_see_no_queue(barbara):
    assert walking.step(barbara, QUEUE).status_code == 403


def test_somebody_not_signed_in_is_led_to_the_login(casb):
    page = walking.go(walking.browser(), REGISTER)

    assert "PACER LOGIN" in walking.told(page)


def test_a_clerk_signed_in_long_ago_signs_in_again_before_deciding_and_loses_nothing(
    barbara, clark, monkeypatch
):
    reference = registered(barbara)
    monkeypatch.setattr(clock, "_offset", timedelta(minutes=11))

    page = walking.go(clark, f"{QUEUE}{reference}/")
    refused = decided(clark, reference, "new", nobody_else="on", reason="Known to the desk.")

    assert "You signed in more than ten minutes ago." in walking.told(page)
    assert "max_age=600" in page.content.decode()
    assert "For your safety, sign in again first" in walking.told(refused)
    assert "Known to the desk." in refused.content.decode()
    assert Registration.objects.get().state == Registration.State.OPEN
