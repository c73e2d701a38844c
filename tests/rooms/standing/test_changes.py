"""A change at the center is kept there at once and sent to each court where the holder files."""

from datetime import timedelta

import pytest

from openecf.center.accounts import noticing, personal, postal
from openecf.center.accounts.models import Account
from openecf.center.signon import clients
from openecf.center.signon.freshness import SignInAgain
from openecf.center.standing import changes, errands
from openecf.center.standing.models import CourtStanding, Errand
from tests.accounts import open_account
from tests.payment_desk import fresh

pytestmark = pytest.mark.django_db
NAME = personal.Name("Ms.", "Barbara", "", "Newname")
OFFICE = postal.Address(
    "Doe LLP", "1 Example St", "", "San Diego", "CA", "92101", "San Diego", "USA", "555-0100"
)


@pytest.fixture
def barbara(at):
    account = open_account(at=at)
    states = {"casb": ("active", "attorney"), "exab": ("active", "clerk"), "exbb": ("disabled", "attorney")}
    for court, (state, role) in states.items():
        clients.register_court(court, [f"http://localhost:8000/{court}/"], title=court.upper(), at=at)
        CourtStanding.objects.create(account=account, court_id=court, state=state, role=role, since=at)
    return account


def test_a_name_goes_to_the_courts_where_the_holder_files(barbara, at):
    (reference,) = changes.change_name(barbara, NAME, cases="open", reason="Marriage", at=at)

    barbara.refresh_from_db()
    assert personal.name_of(barbara) == NAME
    (sent,) = errands.of(barbara)
    assert (sent.reference, sent.court_id, sent.kind) == (reference, "casb", "person")
    assert sent.facts["last_name"] == "Newname" and "prefix" not in sent.facts
    assert (sent.facts["cases"], sent.facts["reason"]) == ("open", "Marriage")


def test_an_address_goes_with_the_choice_of_cases(barbara, at):
    changes.change_address(barbara, OFFICE, cases="all", at=at)

    (sent,) = errands.of(barbara)
    assert (sent.kind, sent.facts["cases"], sent.facts["street"]) == ("address", "all", "1 Example St")


def test_a_change_for_the_center_only_is_sent_to_no_court(barbara, at):
    assert changes.change_address(barbara, OFFICE, cases="here", at=at) == ()

    barbara.refresh_from_db()
    assert barbara.street == "1 Example St" and not Errand.objects.exists()


def test_a_choice_of_cases_that_is_not_there_changes_nothing(barbara, at):
    with pytest.raises(changes.NoSuchCases):
        changes.change_address(barbara, OFFICE, cases="some", at=at)

    assert Account.objects.get().street == ""


def test_the_same_address_can_be_sent_again_to_a_court_that_lost_it(barbara, at):
    for _ in range(2):
        changes.change_address(barbara, OFFICE, cases="all", at=at)

    assert Errand.objects.count() == 2


def test_noticing_goes_to_the_courts(barbara, at):
    wanted = noticing.Noticing("notices@example.org", "daily", "text")
    changes.change_noticing(barbara, wanted, standing=fresh(barbara, at=at), at=at)

    (sent,) = errands.of(barbara)
    assert sent.facts == {"email": "notices@example.org", "frequency": "daily", "format": "text"}


@pytest.mark.parametrize("facts", [{"kind": "legacy"}, {"holder": "firm"}])
def test_accounts_that_never_file_change_the_center_only(at, facts):
    account = open_account(at=at, **facts)

    assert changes.change_address(account, OFFICE, cases="all", at=at) == ()
    assert Account.objects.get().street == "1 Example St"


def test_noticing_changes_only_after_a_fresh_sign_in(barbara, at):
    wanted = noticing.Noticing("notices@example.org", "daily", "text")

    with pytest.raises(SignInAgain):
        changes.change_noticing(
            barbara, wanted, standing=fresh(barbara, at=at), at=at + timedelta(minutes=10)
        )
