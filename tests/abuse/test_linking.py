"""Abuse of linking (threat model 19-30), through the doors."""

import json
import re
from base64 import b64encode

import pytest
from django.contrib.auth.hashers import check_password, make_password

from openecf.audit.models import LogEntry
from openecf.center.accounts.models import Account
from openecf.courthouse.people import invitation
from openecf.courthouse.people.models import CourtUser, LinkProof, Person
from openecf.foundation import addresses, clock
from openecf.letters.models import Letter
from tests import people_cast as cast
from tests import walking

from .attacking import LINK, at_center, at_court, at_once, is_in, menu, token_on

pytestmark = pytest.mark.django_db
OLD = {"login": "bcasb", "password": cast.PASSWORD}
FILING = ["Bankruptcy", "Adversary"]


@pytest.fixture
def here(barbara, old):
    """Barbara's browser, signed in at casb; her old account is there."""
    return at_court()


def proved(client, fields=OLD):
    """Give an old login; return the confirm page and what its form sends."""
    page = walking.send(client, LINK, fields)
    return page.where, {"token": token_on(page), "names_checked": "on"}


def linked(client):
    where, fields = proved(client)
    return walking.send(client, where, fields)


def links():
    """Return how many links there are, and how many lines tell of them."""
    made = Person.objects.filter(court_user__role="attorney").count()
    return made, LogEntry.objects.filter(action="people.linked").count()


def test_abuse_19_nothing_is_linked_without_both_proofs(here, old):
    made_up = "A" * 43

    for client in (here, walking.browser()):
        for token in (made_up, str(old.pk), ""):
            fields = {"token": token, "names_checked": "on", "account": old.pk, "court_user": old.pk}
            client.post(f"{LINK}confirm/{token or 'x'}/", fields)
            client.post(LINK, fields)
    walking.send(here, LINK, {**OLD, "password": "wrong", "token": made_up})
    walking.send(walking.browser(), LINK, OLD)  # the old password alone, signed in nowhere

    assert links() == (0, 0) and not LinkProof.objects.exists()


def test_abuse_20_a_confirm_token_is_worth_nothing_in_other_hands(here, at):
    where, fields = proved(here)
    walking.open_account("thief1234", at=at)

    for thief in (at_court("thief1234"), at_court(), walking.browser()):
        page = walking.send(thief, where, fields)
        assert "Barbara CASB" not in walking.told(page)
        assert links() == (0, 0)
    assert "LNK-" in walking.told(walking.send(here, where, fields))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_abuse_21_two_people_and_a_double_click_make_one_link(here, at):
    walking.open_account("other1234", at=at)
    other = at_court("other1234")
    mine, theirs = proved(here), proved(other)

    at_once(
        [
            lambda: walking.send(here, *mine),
            lambda: walking.send(other, *theirs),
            lambda: walking.send(here, *mine),
        ]
    )

    assert links() == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_abuse_22_one_person_gets_one_of_two_old_accounts(here, casb, at):
    cast.old_account(casb, at=at, login="second", email="second@example.org")
    first, second = proved(here), proved(here, {**OLD, "login": "second"})

    at_once([lambda: walking.send(here, *first), lambda: walking.send(here, *second)])

    assert links() == (1, 1)
    assert CourtUser.objects.filter(state="active").count() == 1


def test_abuse_23_the_old_login_is_dead_everywhere(here, old, at):
    walking.send(here, f"{LINK}forgot/", {"login": "bcasb"})
    letter = Letter.objects.get(recipient="barbara@casblaw.example.org")
    mailed = re.search(r"(/casb/utilities/link/reminder/[\w-]+/)", letter.body)
    linked(here)
    walking.open_account("other1234", at=at)
    other = at_court("other1234")

    page = walking.send(other, LINK, OLD)
    assert "do not match" in walking.told(page)  # the form that took it
    assert not is_in(at_center("bcasb", cast.PASSWORD))  # the center
    sent = json.dumps({"loginId": "bcasb", "password": cast.PASSWORD})
    told = walking.browser().post("/cso/services/cso-auth", sent, content_type="application/json").json()
    assert told["nextGenCSO"] == ""  # the API
    basic = b64encode(f"bcasb:{cast.PASSWORD}".encode()).decode()
    for address in ("/casb/", "/casb/cgi-bin/iquery.pl", "/casb/file/bankruptcy/"):  # HTTP Basic
        seen = walking.browser().get(address, headers={"authorization": f"Basic {basic}"})
        assert not seen.wsgi_request.viewer.signed_in
    old_form = {"login": "bcasb", "key": cast.PASSWORD}
    seen = walking.browser().post("/casb/cgi-bin/login.pl", old_form)
    assert not seen.wsgi_request.viewer.signed_in  # the old address
    for client in (other, here):  # the mailed link that was under way
        walking.send(client, mailed[1], {})
    letters = Letter.objects.count()
    walking.send(other, f"{LINK}forgot/", {"login": "bcasb"})  # and no new one leads anywhere
    assert not any("/reminder/" in letter.body for letter in Letter.objects.order_by("pk")[letters:])
    assert links() == (1, 1)
    assert not check_password(cast.PASSWORD, CourtUser.objects.get(pk=old.pk).password)


def test_abuse_24_a_proof_dies_with_the_password_it_proved(here, old):
    where, fields = proved(here)
    CourtUser.objects.filter(pk=old.pk).update(password=make_password("Another 1!"))

    page = walking.send(here, where, fields)

    assert links() == (0, 0)
    assert "Enter the old login again" in walking.told(page) or page.status_code in (403, 410)


def test_abuse_25_old_passwords_are_not_guessed_by_one_or_by_many(here, casb, at):
    for _ in range(6):
        page = walking.send(here, LINK, {"login": "bcasb", "password": "guess"})
    assert "Too many tries" in walking.told(page)
    page = walking.send(here, LINK, {"login": "another", "password": "guess"})
    assert "Too many tries" in walking.told(page)  # by the person

    walking.open_account("other1234", at=at)
    other = at_court("other1234")
    page = walking.send(other, LINK, OLD)
    assert "Too many tries" in walking.told(page)  # and by the old login, right password or not
    assert "CASB" not in walking.told(page) and links() == (0, 0)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_abuse_26_no_other_site_makes_a_victim_link_the_attackers_account(barbara, old, site):
    victim = walking.browser(enforce_csrf_checks=True)
    easy = at_court()
    victim.cookies = easy.cookies
    where, fields = proved(easy)
    foreign = {"origin": "https://evil.example.org", "sec-fetch-site": site}

    for address, form in ((LINK, OLD), (where.removeprefix("http://localhost:8000"), fields)):
        assert victim.post(address, form, headers=foreign).status_code in (400, 403)
        assert victim.post(address, form).status_code in (400, 403)

    assert links() == (0, 0)


def test_abuse_26_the_confirm_page_shows_whose_accounts_they_are(here):
    page = walking.send(here, LINK, OLD)

    assert "Barbara CASB" in walking.told(page) and "BarbaraTest Casb" in walking.told(page)
    walking.send(here, page.where, {"token": token_on(page)})  # without the tick
    assert links() == (0, 0)


def test_abuse_27_rights_change_in_every_open_browser_at_its_next_page(here, old):
    other = at_court()

    linked(here)
    assert [menu(each.get("/casb/"))[:2] for each in (here, other)] == [FILING] * 2

    CourtUser.objects.filter(pk=old.pk).update(state="closed")
    for each in (here, other):
        assert "Bankruptcy" not in menu(each.get("/casb/"))
        assert each.get("/casb/file/bankruptcy/").status_code in (302, 303, 403)
        assert each.post("/casb/file/start/dismiss_case/", {}).status_code in (302, 303, 403)


def test_abuse_28_no_page_of_linking_can_be_framed(here):
    page = walking.send(here, LINK, OLD)

    for answer in (page, here.get(LINK)):
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"


def _clerk(court, username):
    account = walking.open_account(username, at=clock.now())
    who = invitation.Invited(
        iss=addresses.issuer(), sub=account.subject, username=username, first_name="C", last_name="Clerk"
    )
    client = at_court(username)
    invitation.invite(court, who, "clerk", at=clock.now())
    return client


def test_abuse_29_no_clerk_links_alone_and_both_addresses_hear_of_it(here, casb, old):
    clark, cora = _clerk(casb, "clark2026"), _clerk(casb, "cora2026x")
    page = walking.send(here, f"{LINK}ask/", {"login": "bcasb", "said": "My friend Clark knows me."})
    desk = f"/casb/clerk/requests/{re.search(r'REQ-[0-9A-Z]{4}-[0-9A-Z]{4}', page.content.decode())[0]}/"
    fields = {"account": old.pk, "proposal": "link", "reason": ""}
    assert "reason" in walking.told(walking.send(clark, f"{desk}propose/", fields)).lower()
    walking.send(clark, f"{desk}propose/", fields | {"reason": "He is my friend"})

    def decide(client):
        seen = client.get(desk).content.decode()
        mark = re.search(r'name="mark" value="([^"]*)"', seen)
        form = {"decision": "approve", "reason": "Yes", "mark": mark[1] if mark else ""}
        return walking.send(client, f"{desk}decide/", form)

    decide(clark)
    decide(here)
    assert links() == (0, 0)
    decide(cora)

    assert links() == (1, 1)
    assert {each.recipient for each in Letter.objects.filter(body__contains="was linked")} == {
        "barbara@casblaw.example.org",
        "barbaratest@example.org",
    }


def test_abuse_30_a_link_of_one_court_is_nothing_in_another(here, casb, exab):
    cast.old_account(exab, at=clock.now())
    done = linked(here)
    reference = re.search(r"LNK-\w{4}-\w{4}", done.content.decode())[0]
    page = walking.go(here, "/exab/sign-in/")

    assert menu(page) == ["Query", "Reports", "Utilities", "Help", "Log Out"]
    assert here.get("/exab/file/bankruptcy/").status_code in (302, 303, 403)
    assert here.get(f"/exab/utilities/link/done/{reference}/").status_code == 404
    where = f"/exab{LINK.removeprefix('/casb')}confirm/{'A' * 43}/"
    walking.send(here, where, {"names_checked": "on"})
    assert Person.objects.exclude(court_user=None).get().court_id == "casb"
    assert Account.objects.get().username == "barbaratest"
