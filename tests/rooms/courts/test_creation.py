"""Creating courts from the catalog."""

from datetime import date

import pytest

from openecf.audit import trail
from openecf.courthouse.courts import creation, policies, routing
from openecf.courthouse.courts.catalog import CourtFacts, NotInCatalog

pytestmark = pytest.mark.django_db


def test_a_court_of_the_catalog_has_its_public_facts(at):
    court = creation.create_court("casb", at=at)

    assert court.title == "California Southern Bankruptcy Court"
    assert court.hosts == ["ecf.casb.uscourts.gov", "www.casb.uscourts.gov"]
    assert court.pdf_limit_bytes == 35 * 1024 * 1024
    assert (court.document_prefix, court.phone) == ("036", "619-557-5620")
    assert [(each.code, each.city) for each in policies.offices(court)] == [("3", "San Diego")]
    assert routing.court_by_id("casb") == court


def test_creation_leaves_a_line_in_the_trail(at):
    creation.create_court("casb", at=at)

    (line,) = trail.entries_for("casb", ["system"], since=at, until=at.replace(year=2027))
    assert line.action == "courts.created"


def test_nextgen_begins_on_the_courts_today_unless_a_date_is_given(at):
    evening = at.replace(day=25, hour=6)  # still the 24th in San Diego, already the 25th in Springfield

    assert creation.create_court("casb", at=evening).nextgen_date == date(2026, 11, 24)
    assert creation.create_court("exab", nextgen_date=date(2027, 1, 4), at=evening).nextgen_date == date(
        2027, 1, 4
    )


def test_two_installations_have_different_stamp_numbers(at):
    one, other = creation.create_court("casb", at=at), creation.create_court("exab", at=at)

    assert one.stamp_id != other.stamp_id
    assert len(one.stamp_id) == 10 and one.stamp_id.isdigit()


def test_policies_can_be_given(at):
    court = creation.create_court("casb", free_look_once=True, free_look_days=3, pdf_limit_bytes=1024, at=at)

    assert (court.free_look_once, court.free_look_days, court.pdf_limit_bytes) == (True, 3, 1024)


def test_a_court_outside_the_catalog_needs_its_facts(at):
    with pytest.raises(NotInCatalog):
        creation.create_court("newb", at=at)

    facts = CourtFacts(
        id="newb",
        name="U.S. Bankruptcy Court",
        district="New District",
        title="New Bankruptcy Court",
        timezone="America/Chicago",
        hosts=("ecf.newb.example.org",),
        email="clerk@newb.example.org",
        phone="555-0150",
        help_desk_phone="555-0151",
        address="2 Example Street",
        hours="9am - 4pm",
    )
    assert creation.create_court("newb", facts=facts, at=at).title == "New Bankruptcy Court"


def test_a_second_court_of_the_same_name_is_refused(at):
    creation.create_court("casb", at=at)

    with pytest.raises(creation.CourtExists):
        creation.create_court("casb", at=at)


def test_the_name_of_another_door_is_refused(at):
    with pytest.raises(creation.NameReserved):
        creation.create_court("cso", at=at)


def test_a_host_of_another_court_is_refused(at):
    creation.create_court("casb", at=at)

    with pytest.raises(creation.HostTaken):
        creation.create_court("exab", hosts=["www.casb.uscourts.gov"], at=at)
