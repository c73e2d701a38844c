"""A principal grants, the agent chooses whom to act for, files, changes user, and is ended."""

import re
from datetime import timedelta

import pytest

from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.models import Grant
from openecf.foundation import clock
from tests import agents
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def pia(room, now):
    account = agents.agent(room.court, now)
    return fixtures.browser(fixtures.person(room.court, now, "pialegal1", account), now)


def told(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.content.decode()).split())


def menu(page):
    return re.search(r'data-menu="([^"]*)"', page.content.decode())[1]


def give(ann, **ticks):
    found = ann.get("/casb/agents/", {"find": "legal"})
    page = re.search(r'href="(/casb/agents/give/\d+/)"', found.content.decode())[1]
    return ann.post(page, {"may_file": "on", **ticks}, follow=True)


def act_for(pia, place=0):
    page = pia.get("/casb/agents/acting-for/")
    grant = re.findall(r'name="grant" value="([^"]+)"', page.content.decode())[place]
    return pia.post("/casb/agents/acting-for/", {"grant": grant}, follow=True)


def test_the_line_is_under_utilities_for_principals_only(ann, pia):
    assert "Filing agents" in told(ann.get("/casb/utilities/"))
    agents_own = told(pia.get("/casb/utilities/"))
    assert "Filing agents" not in agents_own
    assert "Change user" in agents_own
    assert pia.get("/casb/agents/").status_code == 403


def test_an_agent_without_a_principal_is_told_what_to_do(pia):
    page = pia.get("/casb/", follow=True)

    assert "Nobody lets you act in this court yet" in told(page)
    assert "Bankruptcy" not in menu(page)
    assert "Choose whom you act for" in told(pia.get("/casb/file/bankruptcy/"))


def test_from_the_grant_to_the_entry(ann, pia, room):
    assert "may act for you from now on" in told(give(ann))

    home = act_for(pia)
    assert "acting for Ann Ray Change user" in told(home)
    assert menu(home).startswith("Bankruptcy Adversary Acting for")

    page = pia.post("/casb/file/start/dismiss_case/", {"case": fixtures.number(room.case)}, follow=True)
    page = pia.post(page.redirect_chain[-1][0], {"parties": [room.bank.pk]}, follow=True)
    documents = page.redirect_chain[-1][0]
    pia.post(documents, {"file": fixtures.upload("motion.pdf")})
    check = pia.get(documents.removesuffix("documents/") + "check/", follow=True)
    assert "Ann Ray; you, Pia Legal, act as filing agent" in told(check)
    key = re.search(r'name="key" value="([^"]+)"', check.content.decode())[1]
    filed = pia.post(documents.removesuffix("documents/") + "submit/", {"key": key}, follow=True)

    assert "Filed: document 1" in told(filed)
    assert DocketEntry.objects.get().entered_by == room.ann


def test_the_grant_ends_and_the_open_page_files_nothing(ann, pia, room):
    give(ann)
    act_for(pia)
    page = pia.post("/casb/file/start/dismiss_case/", {"case": fixtures.number(room.case)}, follow=True)
    step = page.redirect_chain[-1][0]

    ended = ann.post(f"/casb/agents/end/{Grant.objects.get().public_id}/", follow=True)

    assert "It is ended" in told(ended)
    answer = pia.post(step, {"parties": [room.bank.pk]})
    assert answer.status_code == 403
    assert "Choose whom you act for" in told(answer)


def test_user_is_changed_between_two_principals(ann, pia, room, now):
    agents.granted(room.dan, Grant._meta.get_field("agent").related_model.objects.get(role="agent"), now)
    give(ann)

    first, second = told(act_for(pia, 0)), told(act_for(pia, 1))

    assert "acting for Dan Debtorlaw" in first
    assert "acting for Ann Ray" in second
    nobody = pia.post("/casb/agents/acting-for/", {}, follow=True)
    assert "acting for nobody" in told(nobody)


def test_what_was_typed_is_kept_when_it_is_refused(ann, pia):
    found = ann.get("/casb/agents/", {"find": "legal"})
    page = re.search(r'href="(/casb/agents/give/\d+/)"', found.content.decode())[1]

    answer = ann.post(page, {"may_file": "on", "may_pay": "on", "last_day": "2020-01-01"})

    assert "The last day is past" in told(answer)
    assert 'value="2020-01-01"' in answer.content.decode()


def test_rights_and_last_day_are_changed(ann, pia, now):
    give(ann)
    public_id = Grant.objects.get().public_id

    page = ann.post(
        f"/casb/agents/change/{public_id}/", {"may_pay": "on", "last_day": "2026-12-31"}, follow=True
    )

    assert "pay fees" in told(page) and "Dec 31, 2026" in told(page)
    paying = act_for(pia)
    assert "lets you pay fees but not file" in told(paying)


def test_granting_asks_for_a_fresh_sign_on(ann, pia, now):
    clock.set_now(now + timedelta(minutes=11))

    answer = ann.get("/casb/agents/give/6/")

    assert answer.status_code == 303
    assert "max_age=600" in answer["Location"]
