"""Grants to filing agents: given, chosen, changed, ended, and lost by themselves."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.courthouse.people import acting, freshness, granting, grants, roles
from openecf.courthouse.people.granting import Rights
from openecf.courthouse.people.models import Bulletin, CourtUser, Grant, SignOn
from openecf.letters.models import Letter
from tests import agents
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(at):
    return fixtures.room(at)


@pytest.fixture
def pia(room, at):
    return agents.agent(room.court, at)


def test_an_agent_who_acts_has_the_principals_rights_and_name(room, pia, at):
    seen = agents.acting_for(room.ann, pia, at)

    assert (seen.court_user_id, seen.court_user_name, seen.role) == (room.ann.pk, "Ann Ray", "attorney")
    assert (seen.agent_id, seen.agent_name, seen.acting) == (pia.pk, "Pia Legal", True)
    assert seen.may_file and not seen.may_pay and not seen.may_see_sealed and not seen.is_staff


def test_an_agent_who_acts_for_nobody_can_not_file(room, pia, at):
    agents.granted(room.ann, pia, at)
    seen = agents.viewer(pia, at)

    assert seen.is_agent and not seen.acting and not seen.may_file
    with pytest.raises(roles.ChooseWhomFirst):
        roles.require_filer(seen)


def test_viewer_and_choice_are_one_query(room, pia, at, django_assert_num_queries):
    agents.acting_for(room.ann, pia, at)

    with django_assert_num_queries(1):
        assert agents.again(pia, at).acting


def test_both_sides_are_told_by_mail_log_and_trail(room, pia, at):
    agents.granted(room.ann, pia, at)

    assert {letter.recipient for letter in Letter.objects.all()} == {room.ann.email, pia.email}
    assert LogEntry.objects.get(action="people.grant_given").detail["may"] == ["file"]
    assert Bulletin.objects.filter(kind="agent").count() == 1  # Pia has not signed in here yet: only Ann


def test_an_end_counts_on_the_agents_next_page(room, pia, at):
    seen = agents.acting_for(room.ann, pia, at)
    grant = Grant.objects.get()

    granting.end(agents.principal(room.ann, at), room.court, grant.public_id, at=at)

    again = agents.again(pia, at)
    assert not again.acting and again.role == "agent" and not again.may_file
    with pytest.raises(acting.NoLeave):
        acting.act_for(seen, grant.public_id, at=at)


def test_a_grant_holds_through_its_last_day_in_the_courts_time(room, pia, at):
    agents.acting_for(room.ann, pia, at, last_day=date(2026, 11, 24))
    SignOn.objects.update(auth_time=at + timedelta(hours=13), seen_at=at + timedelta(hours=13, minutes=45))

    before = agents.again(pia, at + timedelta(hours=13, minutes=59))
    after = agents.again(pia, at + timedelta(hours=14))

    assert before.acting and not after.acting
    assert grants.given(agents.principal(room.ann, at), at=at + timedelta(hours=14))[0].ended_at


def test_who_ran_out_can_be_granted_anew(room, pia, at):
    agents.granted(room.ann, pia, at, last_day=date(2026, 11, 24))
    later = at + timedelta(days=2)

    agents.granted(room.ann, pia, later)

    assert Grant.objects.filter(ended_at=None).count() == 1


def test_a_second_grant_to_the_same_agent_is_refused(room, pia, at):
    agents.granted(room.ann, pia, at)

    with pytest.raises(granting.AlreadyGranted):
        agents.granted(room.ann, pia, at)


def test_sealed_stays_closed_unless_court_and_principal_allow_it(room, pia, at):
    with pytest.raises(granting.SealedStaysClosed):
        agents.granted(room.ann, pia, at, may_see_sealed=True)

    room.court.agents_may_see_sealed = True
    room.court.save()
    room.ann.refresh_from_db()
    pia.refresh_from_db()
    assert agents.acting_for(room.ann, pia, at, may_see_sealed=True).may_see_sealed

    room.court.agents_may_see_sealed = False
    room.court.save()
    pia.refresh_from_db()
    assert not agents.again(CourtUser.objects.get(pk=pia.pk), at).may_see_sealed


def test_a_change_counts_at_once(room, pia, at):
    agents.acting_for(room.ann, pia, at)
    ann = agents.principal(room.ann, at)

    granting.change(ann, room.court, Grant.objects.get().public_id, Rights(False, may_pay=True), at=at)

    seen = agents.again(pia, at)
    assert seen.acting and not seen.may_file and seen.may_pay
    with pytest.raises(roles.AgentMayNotFile):
        roles.require_filer(seen)
    roles.require_payer(seen)


@pytest.mark.parametrize("whose", ["principal", "agent"])
def test_a_closed_account_on_either_side_ends_the_acting(room, pia, at, whose):
    agents.acting_for(room.ann, pia, at)

    closed = room.ann if whose == "principal" else pia
    CourtUser.objects.filter(pk=closed.pk).update(state="closed")

    assert not agents.again(pia, at).may_file


def test_an_agent_gives_a_grant_back(room, pia, at):
    seen = agents.acting_for(room.ann, pia, at)

    granting.end(seen, room.court, Grant.objects.get().public_id, at=at)

    assert Grant.objects.get().ended_at == at


def test_nobody_ends_or_chooses_a_strangers_grant(room, pia, at):
    grant = agents.granted(room.ann, pia, at)
    other = agents.viewer(agents.agent(room.court, at, "Olga"), at)

    for try_it in (
        lambda: granting.end(agents.principal(room.dan, at), room.court, grant, at=at),
        lambda: granting.end(other, room.court, grant, at=at),
        lambda: acting.act_for(other, grant, at=at),
    ):
        with pytest.raises((granting.NoSuchGrant, acting.NoLeave)):
            try_it()


def test_who_acts_can_not_hand_the_right_on(room, pia, at):
    seen = agents.acting_for(room.ann, pia, at)
    other = agents.agent(room.court, at, "Olga")

    with pytest.raises(granting.PrincipalsOnly):
        granting.give(seen, room.court, other.pk, Rights(), at=at)
    with pytest.raises(granting.PrincipalsOnly):
        grants.given(seen, at=at)


def test_giving_needs_a_fresh_sign_on(room, pia, at):
    stale = replace(agents.principal(room.ann, at), auth_time=at - timedelta(minutes=11))

    with pytest.raises(freshness.SignInAgain):
        granting.give(stale, room.court, pia.pk, Rights(), at=at)


def test_only_an_agent_of_this_court_is_granted_anything(room, at):
    with pytest.raises(granting.NoSuchAgent):
        agents.granted(room.ann, room.dan, at)


def test_a_grant_of_nothing_or_of_the_past_is_refused(room, pia, at):
    with pytest.raises(granting.NothingGranted):
        agents.granted(room.ann, pia, at, may_file=False)
    with pytest.raises(granting.DayIsPast):
        agents.granted(room.ann, pia, at, last_day=date(2026, 11, 23))


def test_an_agent_is_found_by_name_or_number_and_nobody_lists_them_all(room, pia, at):
    ann = agents.principal(room.ann, at)
    agents.viewer(pia, at)
    pia.person.account_number = "7001234"
    pia.person.save()

    assert [one.name for one in grants.find_agents(ann, room.court, "leg pia")] == ["Pia Legal"]
    assert [one.name for one in grants.find_agents(ann, room.court, "7001234")] == ["Pia Legal"]
    assert grants.find_agents(ann, room.court, "700123") == []
    assert grants.find_agents(ann, room.court, "Dan Debtorlaw") == []  # no agent
    for text in ("", "le", "%"):
        with pytest.raises(grants.SayMore):
            grants.find_agents(ann, room.court, text)


def test_more_than_ten_of_a_name_are_not_listed(room, at):
    for number in range(11):
        agents.agent(room.court, at, f"Pia{number}")

    with pytest.raises(grants.TooMany):
        grants.find_agents(agents.principal(room.ann, at), room.court, "legal")


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_granted_in_two_windows_at_once_it_is_one_grant(at):
    room = fixtures.room(at)
    pia = agents.agent(room.court, at)
    ann, found, barrier = agents.principal(room.ann, at), [], threading.Barrier(3)

    def give():
        barrier.wait()
        try:
            found.append(granting.give(ann, room.court, pia.pk, Rights(), at=at))
        except granting.AlreadyGranted:
            found.append(None)
        finally:
            connection.close()

    threads = [threading.Thread(target=give) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len([one for one in found if one]) == 1
    assert Grant.objects.count() == 1
