"""What the court knows of a PACER account."""

import pytest

from openecf.courthouse.people import linking, profiles, roles, viewer
from tests import people_cast as cast

pytestmark = pytest.mark.django_db


def test_the_facts_of_an_unlinked_account(casb, at):
    seen = cast.signed_in(casb, at=at, billing_email="bills@example.org")

    facts = profiles.account_facts(seen)

    assert (facts.name, facts.username, facts.kind) == ("BarbaraTest Casb", "barbaratest", "upgraded")
    assert (facts.billing_email, facts.linked_to, facts.role) == ("bills@example.org", "", "")


def test_linked_courts_are_asked_court_by_court(casb, exab, at):
    cast.old_account(casb, at=at)
    seen = cast.signed_in(casb, at=at)
    match = linking.find_court_user(seen, casb, login="bcasb", password=cast.PASSWORD, address="", at=at)
    made = linking.link(seen, match.token, names_checked=True, at=at)

    facts = profiles.account_facts(cast.again(seen, casb, at=at))

    assert (facts.linked_to, facts.role, facts.link_reference) == ("Barbara CASB", "Attorney", made.reference)
    assert profiles.linked_here("casb", facts.iss, facts.sub) == "Barbara CASB"
    assert profiles.linked_here("exab", facts.iss, facts.sub) == ""


def test_nobody_signed_in_has_no_facts(casb):
    with pytest.raises(roles.SignInFirst):
        profiles.account_facts(viewer.Viewer(court_id="casb"))
