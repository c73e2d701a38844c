"""A filing agent files in a principal's name: the docket shows one, the log shows both."""

import threading
from dataclasses import replace

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.documents.models import Document
from openecf.courthouse.filing import checking, docketing, drafts, efile, papers, receipts
from openecf.courthouse.filing.drafts import NoSuchDraft
from openecf.courthouse.people import acting, granting, roles
from openecf.courthouse.people.models import Bulletin, CourtUser, Grant
from tests import agents
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(at):
    return fixtures.room(at)


@pytest.fixture
def pia(room, at):
    agents.principal(room.ann, at)
    return agents.acting_for(room.ann, agents.agent(room.court, at), at)


def ready(viewer, room, at):
    """Return a motion that is ready to be filed."""
    made = efile.begin(viewer, room.case, event="dismiss_case", at=at)
    efile.choose_parties(viewer, made, (room.bank.pk,), associate=False, at=at)
    papers.attach(viewer, made, fixtures.upload("motion.pdf"), filename="motion.pdf", at=at)
    return made


def submit(viewer, draft, at):
    return efile.submit(viewer, draft, key=checking.preview(viewer, draft, at=at).key, at=at)


def test_the_docket_shows_the_principal_and_the_log_both(room, pia, at):
    filed = submit(pia, ready(pia, room, at), at)

    entry = DocketEntry.objects.get()
    assert entry.entered_by == room.ann
    assert "Ann Ray" in entry.text and "Pia" not in entry.text
    line = LogEntry.objects.get(action="filing.filed")
    assert line.actor == f"court user {room.ann.pk}"
    assert line.detail["agent_name"] == "Pia Legal"
    own = LogEntry.objects.get(action="filing.filed_for")
    assert (own.actor, own.detail["for"]) == (f"court user {pia.agent_id}", "Ann Ray")
    assert own.reference == line.reference == filed.reference


def test_both_accounts_read_of_it_in_their_security_logs(room, pia, at):
    submit(pia, ready(pia, room, at), at)

    told = Bulletin.objects.filter(kind="filed_for")
    assert {row.sub for row in told} == {pia.sub, room.ann.person.sub}
    assert "Pia Legal filed in" in told[0].told["sentence"]


def test_papers_are_noted_by_the_agent(room, pia, at):
    ready(pia, room, at)

    accepted = LogEntry.objects.get(action="documents.accepted")
    assert accepted.actor == f"court user {pia.agent_id}"
    assert Document.objects.count() == 1


def test_drafts_belong_to_the_principal(room, pia, at):
    made = ready(pia, room, at)

    assert [one.pk for one in drafts.drafts_of(fixtures.viewer(room.ann, at))] == [made.pk]
    filed = submit(pia, made, at)
    assert receipts.receipt_for(fixtures.viewer(room.ann, at), filed.reference).reference == filed.reference


def test_a_draft_of_another_principal_is_not_reached(room, pia, at):
    made = ready(pia, room, at)
    other = agents.granted(room.dan, CourtUser.objects.get(pk=pia.agent_id), at)
    acting.act_for(pia, other, at=at)

    now = agents.again(CourtUser.objects.get(pk=pia.agent_id), at)

    with pytest.raises(NoSuchDraft, match="Dan Debtorlaw, for whom you act now, has no such draft"):
        submit(now, made, at)


def test_a_grant_that_ended_while_the_page_was_open_files_nothing(room, pia, at):
    made = ready(pia, room, at)
    key = checking.preview(pia, made, at=at).key
    granting.end(agents.principal(room.ann, at), room.court, Grant.objects.get().public_id, at=at)

    with pytest.raises(acting.NoLeave):
        efile.submit(pia, made, key=key, at=at)

    assert not DocketEntry.objects.exists()


@pytest.mark.parametrize("change", [{"may_file": False, "may_pay": True}, {"ends_at": "at"}])
def test_what_the_grant_no_longer_allows_files_nothing(room, pia, at, change):
    made = ready(pia, room, at)
    key = checking.preview(pia, made, at=at).key
    Grant.objects.update(**{name: at if value == "at" else value for name, value in change.items()})

    with pytest.raises(acting.NoLeave):
        efile.submit(pia, made, key=key, at=at)


@pytest.mark.parametrize("whose", ["principal", "agent"])
def test_an_account_closed_meanwhile_files_nothing(room, pia, at, whose):
    made = ready(pia, room, at)
    key = checking.preview(pia, made, at=at).key
    CourtUser.objects.filter(pk=room.ann.pk if whose == "principal" else pia.agent_id).update(state="closed")

    with pytest.raises((acting.NoLeave, docketing.MayNotFile)):
        efile.submit(pia, made, key=key, at=at)

    assert not DocketEntry.objects.exists()


def test_who_may_only_pay_begins_nothing(room, pia, at):
    with pytest.raises(roles.AgentMayNotFile):
        efile.begin(replace(pia, may_file_here=False), room.case, at=at)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_ending_and_filing_at_once_is_one_or_the_other(at):
    room = fixtures.room(at)
    agents.principal(room.ann, at)
    for number in range(5):
        agent = agents.agent(room.court, at, f"Pia{number}")
        seen = agents.acting_for(room.ann, agent, at)
        made = ready(seen, room, at)
        key = checking.preview(seen, made, at=at).key
        grant = Grant.objects.get(agent=agent)
        outcome = at_once(
            lambda seen=seen, made=made, key=key: efile.submit(seen, made, key=key, at=at),
            lambda grant=grant: granting.end(
                agents.principal(room.ann, at), room.court, grant.public_id, at=at
            ),
        )
        filed = DocketEntry.objects.filter(submission__draft=made).exists()
        assert filed != isinstance(outcome[0], acting.NoLeave)
        assert outcome[1] is None
        Grant.objects.get(agent=agent, ended_at=at)


def at_once(*works):
    """Run both at the same moment; return what each gave or refused."""
    barrier, found = threading.Barrier(len(works)), [None] * len(works)

    def run(place):
        barrier.wait()
        try:
            found[place] = works[place]()
        except acting.NoLeave as refusal:
            found[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
