"""Help of a court: topics, search, and Why can't I ...?"""

import html
import re

import pytest

from openecf.courthouse.people import troubles
from openecf.courthouse.people.viewer import Viewer
from openecf.faces.court.help import topics, why
from openecf.foundation import clock
from tests import court_fixtures as fixtures
from tests import walking

pytestmark = pytest.mark.django_db
CLERK = Viewer(court_id="casb", person_id=1, role="clerk")


@pytest.fixture
def now():
    return clock.now()


@pytest.fixture
def casb(now):
    return walking.open_court("casb", at=now)


@pytest.fixture
def barbara(casb, now):
    """Return a browser in which an unlinked person is signed in."""
    walking.open_account(at=now)
    client = walking.browser()
    walking.sign_in(client)
    return client


def found(client, words):
    page = client.get("/casb/help/", {"words": words})
    return [topic.slug for topic in page.context["found"]]


def test_help_lists_all_topics_without_signing_in(casb):
    page = walking.browser().get("/casb/help/")

    shown = set(re.findall(r'href="/casb/help/([a-z0-9-]+)/"', page.content.decode()))
    assert {topic.slug for group in topics.groups() for topic in group.topics} <= shown


def test_every_topic_opens_with_one_heading(casb):
    client = walking.browser()

    for topic in [topic for group in topics.groups() for topic in group.topics]:
        page = client.get(f"/casb/help/{topic.slug}/")
        assert page.status_code == 200
        assert page.content.decode().count("<h1") == 1


def test_the_seeds_own_words_find_their_page(casb):
    client = walking.browser()

    for owner in ("my", "your"):
        assert found(client, f"Link a CM/ECF account to {owner} PACER account")[0] == "linking"
    assert "menus" in found(client, "refresh your browser")


def test_an_unknown_topic_is_not_found(casb):
    assert walking.browser().get("/casb/help/no-such-topic/").status_code == 404


@pytest.mark.parametrize("owner", ["my", "your"])
def test_both_spellings_of_the_link_are_found(casb, owner):
    words = f"Link a CM/ECF account to {owner} PACER account"

    assert found(walking.browser(), words)[0] == "linking"


WANTED = {
    "forgot password": "forgotten-login",
    "log in": "sign-in",
    "sign out": "logging-out",
    "matrix": "list-of-creditors",
    "NEF": "notices",
    "how much does it cost": "prices-and-waiver",
    "cookie": "cookies",
    "upgrade": "upgraded-and-legacy",
    "32 characters": "client-code",
    "sha-256": "verify",
    "encrypted pdf": "pdf-refusals",
    "names differ": "names-that-differ",
    "hearing": "calendar",
    "my menu is missing": "menus",
}


def test_ordinary_words_find_the_topic(casb):
    client = walking.browser()

    for words, slug in WANTED.items():
        assert slug in found(client, words)[:2], words


def test_words_that_fit_nothing_say_so_and_keep_the_list(casb):
    page = walking.browser().get("/casb/help/", {"words": "zebra"})

    assert "Nothing was found for" in walking.told(page)
    assert "/casb/help/linking/" in page.content.decode()


def test_searched_words_are_shown_as_text(casb):
    page = walking.browser().get("/casb/help/", {"words": "<script>alert(1)</script>"})

    assert "<script>alert" not in page.content.decode()


def test_every_question_is_answered_for_nobody_and_for_somebody(barbara):
    for question in why.QUESTIONS:
        for client in (walking.browser(), barbara):
            page = client.get("/casb/help/why/", {"question": question.key}, follow=True)

            assert page.status_code == 200
            assert "What we found" in walking.told(page), question.key


def test_somebody_unlinked_is_told_why_the_menus_are_missing(barbara, casb):
    page = barbara.get("/casb/help/why/", {"question": "menus"})

    assert [finding.check for finding in page.context["in_the_way"]] == [
        "Linked in this court",
        "Right to file",
    ]
    assert 'href="/casb/utilities/link/"' in page.content.decode()


def test_the_reference_opens_for_the_clerk_and_stays_on_reload(barbara, casb):
    first = barbara.get("/casb/help/why/", {"question": "menus"}).context["reference"]
    again = barbara.get("/casb/help/why/", {"question": "menus"}).context["reference"]

    kept = troubles.trouble(CLERK, casb, first)
    assert first == again
    assert (kept.question, kept.username) == ("menus", "barbaratest")
    assert any(not finding.passed for finding in kept.findings)


def test_nobody_signed_in_gets_a_reference_on_request_only(casb):
    client = walking.browser()
    page = client.get("/casb/help/why/", {"question": "sign-in"}, follow=True)
    assert page.context["reference"] == ""

    page = client.post("/casb/help/why/?question=sign-in&looked=1", follow=True)

    assert troubles.trouble(CLERK, casb, page.context["reference"]).question == "sign-in"


def test_refused_cookies_are_told_and_do_not_loop(casb):
    client = walking.browser()
    first = client.get("/casb/help/why/", {"question": "sign-in"})
    assert first.status_code == 302

    client.cookies.clear()  # as a browser that refuses them
    client.cookies["somebody_elses"] = "on this machine"
    page = client.get(first.headers["Location"])

    assert page.status_code == 200
    assert page.context["in_the_way"][0].check == "Cookies on"
    assert 'href="/casb/help/cookies/"' in page.content.decode()


def test_kept_cookies_are_told_too(casb):
    page = walking.browser().get("/casb/help/why/", {"question": "sign-in"}, follow=True)

    assert page.context["found"][0][0].passed


def test_a_question_nobody_has_is_refused_in_the_form(casb):
    page = walking.browser().get("/casb/help/why/", {"question": "weather"})

    assert "Choose one of the list." in walking.told(page)


def test_the_clerk_opens_the_reference_and_reads_the_same_list(now):
    room = fixtures.room(now)
    pat = fixtures.browser(fixtures.person(room.court, now, "patpublic"), now)
    clark = fixtures.browser(fixtures.person(room.court, now, "clark", room.clark), now)
    asked = pat.get("/casb/help/why/", {"question": "link"})

    page = clark.get(f"/casb/clerk/troubles/{asked.context['reference']}/")

    assert page.status_code == 200
    for finding, _ in asked.context["found"]:
        assert finding.sentence in html.unescape(walking.told(page))
