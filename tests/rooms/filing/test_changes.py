"""Changes asked for at the center: done at once or by a clerk, and carried into the cases chosen for them."""

from datetime import date, timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.courthouse.cases import roster, service_list
from openecf.courthouse.courts import creation
from openecf.courthouse.filing import changes
from openecf.courthouse.people import deciding, registering
from openecf.courthouse.people.models import Bulletin, CourtUser, NoticeAddress, Person
from openecf.letters.models import Letter
from tests import noticeboard
from tests import people_cast as cast
from tests.registering import mark, take

pytestmark = pytest.mark.django_db
NEW = {"street": "7 New Road", "city": "Poway", "state": "CA", "zip_code": "92064", "phone": "619-555-0177"}
POSTAL = "7 New Road\nPoway, CA 92064"


@pytest.fixture
def casb(at):
    return creation.create_court("casb", at=at)


@pytest.fixture
def clark(casb, at):
    return cast.clerk(casb, at=at, username="clark001")


@pytest.fixture
def scene(casb, at):
    """Ann Ray acts in an open case and in a closed one, and her PACER account is barbaratest."""
    made = noticeboard.build(casb, at)
    person = cast.person(casb, at=at)
    Person.objects.filter(pk=person.pk).update(court_user=made.attorney)
    return made


@pytest.fixture
def closed(scene, casb, at):
    case = noticeboard.opening.open_case(casb, noticeboard.opening.NewCase(title="Old", chapter="7"), at=at)
    debtor = noticeboard.parties.add_party(case, noticeboard.parties.NewParty("Debtor", "Old", "Case"))
    noticeboard.parties.appear(debtor, scene.attorney)
    case.closed_date = date(2026, 11, 1)
    case.save()
    return case


def approve(clerk, court, row, *, at, reason=""):
    changes.approve(clerk, court, row.reference, mark=mark(clerk, court, row, at=at), reason=reason, at=at)


def address_in(case, scene, at):
    """Return the attorney's address on the docket and on labels; they must be the same."""
    (shown,) = [
        one.address
        for party in roster.parties(case)
        for one in party.representatives
        if one.court_user == scene.attorney
    ]
    (label,) = {
        line.address for line in service_list.lines(case, at=at) if line.court_user_id == scene.attorney.pk
    }
    assert shown == label
    return shown


def test_a_change_of_who_was_unlinked_meanwhile_is_not_made(casb, clark, scene, at):
    row = take(casb, "address", at=at, cases="all", **NEW)
    read = mark(clark, casb, row, at=at)
    Person.objects.filter(pk=row.person_id).update(court_user=None)

    with pytest.raises(deciding.NotOpen):
        changes.approve(clark, casb, row.reference, mark=read, at=at)


@pytest.mark.parametrize(
    ("cases", "in_open", "in_closed"),
    [("all", POSTAL, POSTAL), ("open", POSTAL, "1 Elm St"), ("none", "1 Elm St", "1 Elm St")],
)
def test_an_address_goes_to_the_cases_its_owner_chose(
    casb, clark, scene, closed, at, cases, in_open, in_closed
):
    row = take(casb, "address", at=at, cases=cases, **NEW)
    assert address_in(scene.case, scene, at) == "1 Elm St"

    approve(clark, casb, row, at=at)

    account = CourtUser.objects.get(pk=scene.attorney.pk)
    assert (account.address, account.phone) == (POSTAL, "619-555-0177")
    assert address_in(scene.case, scene, at) == in_open
    assert address_in(closed, scene, at) == in_closed


def test_an_address_that_was_kept_follows_the_next_change_to_all(casb, clark, scene, closed, at):
    approve(clark, casb, take(casb, "address", at=at, cases="none", **NEW), at=at)
    again = NEW | {"street": "9 Last Road"}

    approve(clark, casb, take(casb, "address", at=at, cases="open", **again), at=at)

    assert address_in(scene.case, scene, at) == "9 Last Road\nPoway, CA 92064"
    assert address_in(closed, scene, at) == "1 Elm St"


def test_where_the_policy_trusts_filers_an_address_changes_at_once(casb, scene, at):
    casb.addresses_need_approval = False
    casb.save()

    row = take(casb, "address", at=at, cases="all", **NEW)

    assert row.state == "approved"
    assert row.decided_by is None
    assert CourtUser.objects.get(pk=scene.attorney.pk).address == POSTAL
    assert Bulletin.objects.order_by("pk").last().kind == "done"
    assert LogEntry.objects.filter(action="people.address_changed").count() == 1


def test_a_name_waits_for_the_clerk_and_the_center_hears_it(casb, clark, scene, at):
    row = take(casb, "person", at=at, first_name="Ann", last_name="Ray-Doe")
    assert CourtUser.objects.get(pk=scene.attorney.pk).last_name == "Ray"

    approve(clark, casb, row, at=at)

    assert CourtUser.objects.get(pk=scene.attorney.pk).name.full == "Ann Ray-Doe"
    told = Bulletin.objects.order_by("pk").last().told
    assert (told["state"], told["name"]) == ("active", "Ann Ray-Doe")


def test_notices_change_at_once_and_both_addresses_hear_of_it(casb, scene, at):
    told = {"email": "new@ray.example.org", "frequency": "daily", "format": "text"}

    row = take(casb, "noticing", at=at, **told)

    assert row.state == "approved"
    rows = NoticeAddress.objects.filter(court_user=scene.attorney).order_by("pk")
    assert list(rows.values_list("email", "frequency", "format")) == [
        ("new@ray.example.org", "daily", "text"),
        ("docket@ray.example.org", "each", "html"),
    ]
    mails = set(
        Letter.objects.filter(subject__startswith="The court changed").values_list("recipient", flat=True)
    )
    assert {"ann@ray.example.org", "new@ray.example.org", "barbara@mail.example.org"} <= mails


def test_an_address_that_was_secondary_becomes_the_primary_one_and_is_there_once(casb, scene, at):
    take(casb, "noticing", at=at, email="DOCKET@ray.example.org", frequency="each", format="html")

    rows = NoticeAddress.objects.filter(court_user=scene.attorney)
    assert [row.email for row in rows] == ["DOCKET@ray.example.org"]


def test_who_wishes_to_end_filing_is_closed_by_the_clerk(casb, clark, scene, at):
    row = take(casb, "withdraw", at=at, reason="I retire")
    assert CourtUser.objects.get(pk=scene.attorney.pk).state == "active"

    approve(clark, casb, row, at=at)

    assert CourtUser.objects.get(pk=scene.attorney.pk).state == "closed"
    last = Bulletin.objects.order_by("pk").last()
    assert (last.kind, last.told["state"]) == ("done", "disabled")


@pytest.mark.parametrize("kind", ["person", "address", "noticing", "withdraw"])
def test_who_does_not_file_here_has_nothing_to_change(casb, at, kind):
    row = take(casb, kind, at=at, last_name="Doe", email="x@example.org", **NEW)

    assert row.state == "refused"
    assert "not registered to file in this court" in row.decided_reason


def test_a_change_is_refused_with_a_reason(casb, clark, scene, at):
    row = take(casb, "address", at=at, cases="all", **NEW)

    read = mark(clark, casb, row, at=at)
    registering.refuse(clark, casb, row.reference, mark=read, reason="Not your office", at=at)

    assert CourtUser.objects.get(pk=scene.attorney.pk).address == "1 Elm St"
    told = Bulletin.objects.order_by("pk").last()
    assert (told.kind, told.told["state"]) == ("refused", "")
    assert "Not your office" in told.told["sentence"]


def test_what_was_decided_is_not_decided_again(casb, clark, scene, at):
    row = take(casb, "address", at=at, cases="all", **NEW)
    read = mark(clark, casb, row, at=at)
    approve(clark, casb, row, at=at)

    for act in (changes.approve, registering.refuse):
        with pytest.raises(deciding.NotOpen):
            act(clark, casb, row.reference, mark=read, reason="Again", at=at + timedelta(minutes=1))


def test_an_account_the_court_closed_meanwhile_is_not_changed(casb, clark, scene, at):
    row = take(casb, "address", at=at, cases="all", **NEW)
    CourtUser.objects.filter(pk=scene.attorney.pk).update(state="closed")

    with pytest.raises(deciding.NotOpen):
        approve(clark, casb, row, at=at)

    assert CourtUser.objects.get(pk=scene.attorney.pk).address == "1 Elm St"


def test_a_registration_is_not_approved_as_a_change(casb, clark, at):
    row = take(casb, at=at, username="ada00001")

    with pytest.raises(changes.DecideThere):
        approve(clark, casb, row, at=at)
