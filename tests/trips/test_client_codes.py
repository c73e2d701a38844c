"""The client-code rule from the account's page to a court's charge."""

import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts.models import Account
from openecf.center.signon.models import ProviderSession
from openecf.courthouse.people.models import Person, SignOn
from tests import walking

pytestmark = pytest.mark.django_db
PREFERENCES = "/cso/account/billing-preferences/"


@pytest.fixture
def casb(at):
    return walking.open_court("casb", at=at)


@pytest.fixture
def barbara(at):
    return walking.open_account(at=at, client_code_required=True, client_code_format="9999-9")


def code_at_court() -> str:
    return SignOn.objects.filter(ended_at=None).latest("pk").client_code


def test_a_rule_set_at_the_center_is_known_to_a_court_at_the_next_sign_on(casb, at):
    walking.open_account(at=at)
    client = walking.browser()
    walking.sign_in(client)
    assert not Person.objects.get().client_code_required

    fields = {"client_code_required": "on", "client_code_format": "9999", "client_code": "4411"}
    walking.send(client, PREFERENCES, fields)
    client.cookies.pop("casb_sessionid", None)
    walking.sign_in(client)

    person = Person.objects.get()
    assert (person.client_code_required, person.client_code_format) == (True, "9999")


def test_a_code_typed_at_the_sign_in_that_fits_is_taken(casb, barbara):
    page = walking.sign_in(walking.browser(), client_code="4411-7")

    assert "/casb/" in page.where and code_at_court() == "4411-7"


@pytest.mark.parametrize("typed", ["", "ACME"])
def test_a_missing_or_wrong_code_is_asked_for_after_the_sign_in(casb, barbara, typed):
    client = walking.browser()

    page = walking.sign_in(client, client_code=typed)
    said = f"The client code {typed} does not" if typed else "A required client code was not entered."
    assert said in walking.told(page) and "1234-5" in walking.told(page)

    again = walking.send(client, page.where, {"client_code": "12"})
    assert "has the form 9999-9" in walking.told(again) and 'value="12"' in again.content.decode()
    again = walking.send(client, page.where, {"client_code": ""})
    assert "Enter the client code" in walking.told(again)

    done = walking.send(client, page.where, {"client_code": "4411-7"})
    assert "/casb/" in done.where and code_at_court() == "4411-7"
    assert ProviderSession.objects.get().client_code == "4411-7"
    assert LogEntry.objects.filter(action="signon.client_code_set", actor=barbara.number).count() == 1


def test_who_goes_on_without_a_code_is_signed_in_and_not_asked_again(casb, barbara):
    client = walking.browser()
    page = walking.sign_in(client)

    done = walking.send(client, page.where, {"without": "1"})

    assert "/casb/" in done.where and code_at_court() == ""
    assert "/casb/" in walking.sign_in(client, onward="/casb/query/").where


def test_the_accounts_default_code_satisfies_the_rule(casb, barbara):
    Account.objects.update(client_code="4411-7")

    page = walking.sign_in(walking.browser())

    assert "/casb/" in page.where and code_at_court() == "4411-7"


def test_the_firm_that_pays_sets_the_rule(casb, at):
    firm = walking.open_account(
        "firmtest",
        at=at,
        holder="firm",
        last_name="Doe LLP",
        first_name="",
        client_code_required=True,
        client_code_format="AA-99",
    )
    walking.open_account(at=at, payer=firm)
    client = walking.browser()

    page = walking.sign_in(client)
    assert "Doe LLP, which pays for this account, asks for a client code" in walking.told(page)
    walking.send(client, page.where, {"client_code": "XY-42"})

    assert (code_at_court(), Person.objects.get().client_code_format) == ("XY-42", "AA-99")
    told = walking.told(walking.go(client, PREFERENCES))
    assert "Doe LLP pays for this account, so its rule counts" in told and "Require a client code" not in told


def test_a_firm_sets_nothing_but_the_rule_for_its_people(at):
    walking.open_account("firmtest", at=at, holder="firm", last_name="Doe LLP", first_name="")
    client = walking.browser()
    page = walking.go(client, f"/cso/login/?next={PREFERENCES}")
    fields = {"username": "firmtest", "password": walking.PASSWORD}
    told = walking.told(walking.send(client, page.where, fields))
    assert "Require a client code" in told and "Default client code" not in told

    walking.send(client, PREFERENCES, {"client_code_required": "on", "client_code_format": "9999"})

    firm = Account.objects.get()
    assert (firm.client_code_required, firm.client_code_format, firm.receipts_shown) == (True, "9999", True)
