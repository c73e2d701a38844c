"""Abuse by a court's staff, and of their tools (threat model 59-64), through the doors."""

import io
import json
import logging
import re

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from openecf.audit.models import LogEntry
from openecf.courthouse.people.models import CourtUser, Grant, Person, StaffInvitation
from tests import agents, walking
from tests import court_fixtures as fixtures
from tests.conformance import forging, party

from .attacking import at_center, at_court, who

pytestmark = pytest.mark.django_db
DESK = "/casb/clerk/"


@pytest.fixture
def room(at):
    return fixtures.room(at)


@pytest.fixture
def next_door(at):
    """Another court with a case, filers and staff of its own."""
    return fixtures.room(at, "exab")


def browser(account, username, at):
    return fixtures.browser(fixtures.person(account.court, at, username, account), at)


@pytest.fixture
def clark(room, at):
    return browser(room.clark, "clarkclerk", at)


@pytest.fixture
def clara(room, at):
    return browser(fixtures.court_user(room.court, at, "Clara", "Quill", role="clerk"), "claraclerk", at)


# -- 59 ----------------------------------------------------------------------


def test_abuse_59_a_clerk_of_one_court_finds_no_record_of_another(clark, room, next_door, at):
    account = next_door.ann.pk
    forms = {
        f"{DESK}accounts/{account}/disable/": {"reason": "Out"},
        f"{DESK}accounts/{account}/restore/": {"reason": "In"},
        f"{DESK}accounts/{account}/propose/": {"kind": "unlink", "reason": "Mine"},
        f"{DESK}staff/remove/{next_door.clark.pk}/": {"reason": "Out"},
    }
    before = list(CourtUser.objects.order_by("pk").values())

    assert clark.get(f"{DESK}accounts/{account}/").status_code == 404
    for address, fields in forms.items():
        assert clark.post(address, fields).status_code == 404, address
    assert list(CourtUser.objects.order_by("pk").values()) == before


def test_abuse_59_a_clerk_is_nobody_at_another_courts_desk(casb, exab, at):
    """By silent sign-on the clerk is a reader there, as everybody is."""
    walking.open_account("clarkclerk", at=at)
    client = at_court("clarkclerk")
    staff = fixtures.court_user(casb, at, "Clark", "Clerk", role="clerk", initials="cc")
    Person.objects.filter(court=casb).update(court_user=staff)
    walking.go(client, "/exab/sign-in/")
    other = fixtures.court_user(exab, at, "Ann", "Ray")

    assert client.get(DESK).status_code == 200
    for page in ("", "accounts/", f"accounts/{other.pk}/", "staff/", "registrations/", "undelivered/"):
        answer = client.get(f"/exab/clerk/{page}")
        assert answer.status_code in (403, 404), page
        assert "Ann Ray" not in walking.told(answer)
    reason = {"reason": "Mine"}
    assert client.post(f"/exab/clerk/accounts/{other.pk}/disable/", reason).status_code in (403, 404)
    assert CourtUser.objects.get(pk=other.pk).state == "active"


# -- 60 ----------------------------------------------------------------------

FRIEND = {
    "role": "judge",
    "account_number": "7000555",
    "last_name": "Friend",
    "initials": "ff",
    "email": "friend@example.org",
    "reason": "He is my friend",
}


def test_abuse_60_no_clerk_makes_staff_alone(clark, room):
    clark.post(f"{DESK}staff/", FRIEND)
    invited = StaffInvitation.objects.get().public_id

    clark.post(f"{DESK}staff/approve/{invited}/")

    assert "The link was mailed" not in walking.told(clark.get(f"{DESK}staff/"))
    assert not CourtUser.objects.filter(last_name="Friend").exists()
    assert StaffInvitation.objects.get().approved_by_id is None


def test_abuse_60_no_clerk_corrects_a_link_alone_nor_changes_an_own_account(clark, clara, room, at):
    fixtures.person(room.court, at, "annray2026", room.ann)
    fields = {"kind": "unlink", "reason": "Mine"}
    page = clark.post(f"{DESK}accounts/{room.ann.pk}/propose/", fields, follow=True)
    address = page.redirect_chain[-1][0].partition("?")[0]
    mark = re.search(r'name="mark" value="([^"]+)"', clara.get(address).content.decode())[1]

    clark.post(f"{address}decide/", {"decision": "approve", "mark": mark, "reason": "Yes"})
    clark.post(f"{DESK}accounts/{room.clark.pk}/disable/", {"reason": "x"})
    clark.post(f"{DESK}staff/remove/{room.clark.pk}/", {"reason": "x"})

    assert Person.objects.filter(court_user=room.ann).exists()
    assert CourtUser.objects.get(pk=room.clark.pk).state == "active"


@pytest.mark.parametrize("field", ["role", "state", "is_staff", "court_user", "court_user_id"])
def test_abuse_60_no_field_of_a_form_gives_rights(clark, room, at, field):
    ann = browser(room.ann, "annray2026", at)
    before = CourtUser.objects.values("role", "state").get(pk=room.ann.pk)

    ann.post("/casb/utilities/client-code/", {"client_code": "A", field: "judge"})
    ann.post(f"{DESK}accounts/{room.ann.pk}/restore/", {"reason": "x", field: "clerk"})

    assert CourtUser.objects.values("role", "state").get(pk=room.ann.pk) == before


# -- 61, 62 ------------------------------------------------------------------


def test_abuse_61_nobody_views_or_files_as_somebody_else(clark, room, at):
    agent = agents.agent(room.court, at)
    agents.granted(room.ann, agent, at)
    grant = Grant.objects.get().public_id

    for name in ("user", "as", "act_as", "su", "impersonate", "court_user", "person"):
        seen = clark.get("/casb/", {name: room.ann.pk}).wsgi_request.viewer
        assert seen.court_user_id == room.clark.pk
    assert clark.post("/casb/agents/acting-for/", {"grant": grant}).status_code == 403
    assert clark.get("/casb/").wsgi_request.viewer.court_user_id == room.clark.pk


def test_abuse_61_a_claim_of_acting_in_a_token_is_passed_over(casb, barbara, monkeypatch):
    center = forging.LyingCenter(monkeypatch)
    center.change_token = forging.with_claims(act={"sub": "judge"}, role="judge", court_staff=True)

    client = at_court()

    assert who(client) == "barbaratest"
    assert client.get("/casb/").wsgi_request.viewer.role == "public"
    assert (
        "act" not in party.id_claims(casb, party.signed_in_browser()).claims
    )  # the center says no such thing


@pytest.mark.parametrize("door", ["", "/cso", "/casb"])
@pytest.mark.parametrize("page", ["admin/", "admin/login/", "django-admin/", "__debug__/", "silk/"])
def test_abuse_62_there_is_no_second_door_for_staff(casb, door, page):
    assert walking.browser().get(f"{door}/{page}").status_code == 404
    assert not {"django.contrib.admin", "django.contrib.admindocs"} & set(settings.INSTALLED_APPS)


# -- 63, 64 ------------------------------------------------------------------


def test_abuse_63_what_was_done_by_a_door_can_not_be_unwritten(barbara):
    at_center()
    line = LogEntry.objects.filter(action="signon.signed_in").latest("pk")

    for statement in (
        f"UPDATE audit_logentry SET actor = '' WHERE id = {line.pk}",
        f"DELETE FROM audit_logentry WHERE id = {line.pk}",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert LogEntry.objects.filter(pk=line.pk, actor=barbara.number).exists()


@pytest.fixture
def written():
    """Everything that is logged, as the console shows it."""
    stream, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logging.Formatter(settings.LOGGING["formatters"]["plain"]["format"]))
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


FORGED = "\r\n2026-11-24 10:00:00,000 INFO openecf: forged"


def test_abuse_64_logs_and_trail_hold_no_secret_and_no_forged_line(written, casb, barbara, old):
    client = at_court()
    key = client.cookies["casb_sessionid"].value
    sent = json.dumps({"loginId": "barbaratest", "password": walking.PASSWORD})
    token = (
        walking.browser()
        .post("/cso/services/cso-auth", sent, content_type="application/json")
        .json()["nextGenCSO"]
    )
    walking.send(client, "/casb/utilities/link/", {"login": f"x{FORGED}", "password": "Old-Secret 1!"})
    at_center(f"x{FORGED}", "Hunter-of-Secrets-1")
    client.get("/casb/nowhere%0d%0a2026-11-24 10:00:00,000 INFO openecf: forged/")
    client.get("/casb/", headers={"user-agent": f"x{FORGED}", "referer": f"y{FORGED}"})
    logging.getLogger("openecf").warning("a line of ours")

    lines = written.getvalue().splitlines()
    kept = written.getvalue() + repr(list(LogEntry.objects.values()))
    for secret in (walking.PASSWORD, "Old-Secret 1!", "Hunter-of-Secrets-1", key, token):
        assert secret not in kept
    assert any("a line of ours" in line for line in lines)
    assert not [line for line in lines if line.startswith("2026-11-24 10:00:00,000 INFO openecf: forged")]
