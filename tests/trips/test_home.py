"""The home page of a court, for nobody, for a searcher and for a filer."""

import re
from datetime import timedelta

import pytest

from openecf.courthouse.people.models import Person
from openecf.foundation import clock
from tests import court_fixtures as fixtures
from tests import walking

pytestmark = pytest.mark.django_db
TITLE = (
    "U.S. Bankruptcy Court Southern District of California Official Court Electronic Document Filing System"
)

SEARCH_ONLY = (
    "You can search. You cannot file here until you link your CM/ECF account; "
    "this is done once in each court."
)


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def casb(now):
    return walking.open_court("casb", at=now)


def h1(page):
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", page.content.decode(), re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found)).strip()


def menu(page):
    bar = re.search(r'<ul class="ecf-menu">(.*?)</ul>', page.content.decode(), re.S)[1]
    return re.findall(r">([^<>]+)</a>", bar)


def test_the_public_page_is_headed_cmecf_and_leads_to_the_filing_system(casb):
    page = walking.go(walking.browser(), "/casb/")

    assert h1(page) == "CM/ECF"
    assert re.search(r'href="/casb/sign-in/\?next=/casb/">Document Filing System</a>', page.content.decode())
    assert "California Southern Bankruptcy Court" in walking.told(page)


def test_every_link_of_the_public_page_works(casb):
    page = walking.go(walking.browser(), "/casb/")
    links = set(re.findall(r'href="(/casb/[^"]*)"', page.content.decode()))

    assert len(links) > 8
    for link in links:
        assert walking.go(walking.browser(), link.replace("&amp;", "&")).status_code == 200, link


def test_the_public_page_tells_time_deadline_desk_and_limit(casb):
    words = walking.told(walking.go(walking.browser(), "/casb/"))

    assert "11:59 PM Pacific" in words
    assert "8:30am - 4:30pm" in words
    assert "619-557-5620" in words
    assert "35 MB" in words


def test_another_court_tells_its_own_time(now):
    walking.open_court("exab", at=now)

    assert "11:59 PM Eastern" in walking.told(walking.go(walking.browser(), "/exab/"))


def test_somebody_who_logged_out_reads_so(casb):
    assert "You are logged out." in walking.told(walking.go(walking.browser(), "/casb/?logged_out"))
    assert "You are logged out." not in walking.told(walking.go(walking.browser(), "/casb/"))


def test_a_court_before_nextgen_tells_the_day(now):
    walking.open_court("casb", at=now, nextgen_date=(now + timedelta(days=40)).date())

    assert "when this court changes to NextGen" in walking.told(walking.go(walking.browser(), "/casb/"))


def test_an_unlinked_person_may_search_and_is_led_to_the_link(casb, now):
    walking.open_account(at=now)
    client = walking.browser()

    page = walking.sign_in(client)

    assert h1(page) == TITLE
    assert menu(page) == ["Query", "Reports", "Utilities", "Help", "Log Out"]
    assert SEARCH_ONLY in walking.told(page)
    assert (
        'href="/casb/utilities/link/">Link a CM/ECF account to my PACER account</a>' in page.content.decode()
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"kind": "legacy"}, "upgrade it first"),
        ({"holder": "firm"}, "sign in with a PACER account of your own"),
        ({"kind": "legacy", "holder": "firm"}, "sign in with a PACER account of your own"),
    ],
)
def test_who_cannot_be_linked_is_led_elsewhere(casb, now, facts, words):
    walking.open_account(at=now)
    client = walking.browser()
    walking.sign_in(client)
    Person.objects.update(**facts)

    page = walking.go(client, "/casb/")

    told = walking.told(page)
    assert words in told and SEARCH_ONLY not in told
    assert "Link a CM/ECF account" not in told
    assert ('upgrade/">Upgrade my PACER account</a>' in page.content.decode()) == ("holder" not in facts)


def test_a_filer_starts_with_both_menus_drafts_notices_and_fees(now):
    room = fixtures.room(now)
    ann = fixtures.browser(fixtures.person(room.court, now, "annray2026", room.ann), now)

    page = ann.get("/casb/")

    assert h1(page) == TITLE
    assert menu(page)[:2] == ["Bankruptcy", "Adversary"]
    words = walking.told(page)
    for heading in ("Your drafts", "Last notices to you", "Fees due"):
        assert heading in words
    assert "Clerk's desk" not in words


def test_staff_find_the_clerks_desk(now):
    room = fixtures.room(now)
    clark = fixtures.browser(fixtures.person(room.court, now, "clark", room.clark), now)

    page = clark.get("/casb/")

    assert "Clerk" in menu(page)
    assert 'href="/casb/clerk/">Clerk' in page.content.decode()
