"""Two of name, birth date and e-mail the same warn; all three are made and held; +tags are held."""

from datetime import date

import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts import activation, doors, duplicates, holds, registration
from openecf.center.accounts.duplicates import Traits
from openecf.center.accounts.models import Account
from openecf.center.accounts.registration import Person
from openecf.foundation.refusals import NoSuchRecord
from tests.accounts import open_account
from tests.mailbag import letters_about, token_in

pytestmark = pytest.mark.django_db
BORN = date(1986, 4, 28)


@pytest.fixture
def ann(at):
    return open_account(
        "annray2026", at=at, first_name="Ann", last_name="Ray", email="ann@example.org", birth_date=BORN
    )


def register(at, person, email="ann@example.org", username="ann.ray.two", although=True, door="search"):
    """Register the whole way and return the account."""
    registration.ask(doors.door(door), email, at=at)
    token = token_in(letters_about("new PACER account", to=email)[-1])
    registration.describe(token, person, although=although, at=at)
    return registration.finish(token, username, "seven herons over water", accepted=True, at=at)


@pytest.mark.parametrize(
    ("first", "last", "born", "email", "same"),
    [
        ("Ann", "Ray", BORN, "ann@example.org", 3),
        ("ANN", "ráy", BORN, "ANN@example.org", 3),
        ("Ann", "Ray", BORN, "other@example.org", 2),
        ("Ann", "Ray", date(1986, 4, 29), "ann@example.org", 2),
        ("Bob", "Ray", BORN, "ann@example.org", 2),
        ("Ann", "Ray", date(1986, 4, 29), "other@example.org", 0),
        ("Bob", "Ray", BORN, "other@example.org", 1),
        ("Bob", "Ray", None, "ann@example.org", 1),
        ("Bob", "Bee", date(1999, 1, 1), "bob@example.org", 0),
    ],
)
def test_the_three_are_compared_without_case_and_accents(ann, first, last, born, email, same):
    # a name alone is looked for nowhere: it could not make two
    assert duplicates.most_alike(Traits(first, last, born, email)) == same


def test_two_the_same_are_warned_and_go_on(ann, at):
    person = Person("Ray", first_name="Ann", birth_date=BORN)
    with pytest.raises(duplicates.MayExist):
        register(at, person, "other@example.org", although=False)

    account = register(at, person, "other@example.org")

    assert (account.hold, account.search_status) == ("", "active")
    assert duplicates.like(account) == [ann.number]


def test_nobody_is_warned_without_reason(ann, at):
    account = register(
        at, Person("Bee", first_name="Bob", birth_date=BORN), "bob@example.org", although=False
    )

    assert account.search_status == "active"


def test_three_the_same_are_made_inactive_and_held_until_released(ann, at):
    account = register(at, Person("Ray", first_name="Ann", birth_date=BORN))

    assert (account.hold, account.search_status) == ("duplicate", "inactive")
    assert "looks at it" in letters_about("is open")[0].body
    (held,) = holds.waiting()
    assert (held.number, held.like) == (account.number, (ann.number,))

    assert holds.release(account.number, "Spoke with her on the telephone.", at=at) == "active"

    account.refresh_from_db()
    assert (account.hold, account.search_status) == ("", "active")
    assert holds.waiting() == []
    assert letters_about("was reviewed")[0].recipient == "ann@example.org"
    line = LogEntry.objects.get(action="accounts.hold_released")
    assert (line.actor, line.subject) == ("operator", account.number)


def test_an_address_with_a_tag_is_held(at):
    account = register(at, Person("Bee", first_name="Bob", birth_date=BORN), "bob+2@example.org")

    assert (account.hold, account.search_status) == ("alias", "inactive")
    assert holds.waiting()[0].why == "the e-mail address has a +tag"


def test_a_release_needs_a_reason_a_hold_and_an_account(ann, at):
    with pytest.raises(holds.NoReason):
        holds.release(ann.number, " ", at=at)
    with pytest.raises(holds.NotHeld):
        holds.release(ann.number, "Why not", at=at)
    with pytest.raises(NoSuchRecord):
        holds.release("0000000", "Why not", at=at)


def test_a_released_account_still_needs_its_card_or_token_where_policy_says_so(ann, at, settings):
    settings.ACTIVATION = "card_or_letter"
    account = register(at, Person("Ray", first_name="Ann", birth_date=BORN))

    assert holds.release(account.number, "Looked at.", at=at) == "waiting"
    assert activation.due_letters() == [account.number]


def test_firms_are_compared_by_name_and_address(at):
    firm = Person("Ray & Bee", firm_name="Ray & Bee")
    register(at, firm, "office@example.org", "ray.and.bee", although=False, door="firm")

    with pytest.raises(duplicates.MayExist):
        register(at, firm, "office@example.org", "ray.and.bee.2", although=False, door="firm")
    assert Account.objects.get().holder == "firm"
