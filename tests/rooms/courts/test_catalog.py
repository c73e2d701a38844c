"""What the catalog says of each court."""

import re
from zoneinfo import ZoneInfo

import pytest

from openecf.courthouse.courts import catalog, flags
from openecf.courthouse.courts.models import Court


@pytest.mark.parametrize("court_id", catalog.court_ids())
def test_every_court_has_a_source_a_day_and_a_time_zone(court_id):
    facts = catalog.facts(court_id)

    assert facts.source and facts.as_of
    assert ZoneInfo(facts.timezone)
    assert re.fullmatch(r"\d{3}", facts.document_prefix)


def test_invented_courts_have_invented_addresses():
    invented = [facts for facts in map(catalog.facts, catalog.court_ids()) if facts.invented]

    assert invented
    for facts in invented:
        assert all(host.endswith("example.org") for host in facts.hosts)
        assert facts.phone.startswith("555-01")
        assert facts.email.endswith("example.org")


def test_the_pilot_court_explains_its_85_flags():
    court = Court(id="casb")

    assert len(flags.flags(court)) == 85
    assert flags.meaning(court, "Asset7") == "Chapter 7 ASSET case"
    assert flags.meaning(court, "Unheard") == "Unheard"
