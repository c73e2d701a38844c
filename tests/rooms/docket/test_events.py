"""The event dictionary keeps its own rules."""

import pytest

from openecf.courthouse.docket import events
from openecf.courthouse.docket.events import Event
from openecf.courthouse.fees import schedule
from openecf.courthouse.people.viewer import Viewer

ALL = list(events.catalog().values())
FILED_FROM_MENUS = [event for event in ALL if event.roles]


def named(viewer, kind, **asked):
    return [event.name for category in events.for_menu(viewer, kind, **asked) for event in category.events]


def test_there_are_enough_real_events_in_enough_categories():
    bankruptcy = [event for event in FILED_FROM_MENUS if "bk" in event.kinds]

    assert len(bankruptcy) >= 14
    assert len({event.category for event in bankruptcy}) >= 6
    assert len([event for event in FILED_FROM_MENUS if event.kinds == ("ap",)]) >= 3


@pytest.mark.parametrize("event", ALL, ids=lambda event: event.key)
def test_every_event_is_sound(event: Event):
    categories = {one.category for one in ALL}
    names = {prompt.name for prompt in event.prompts}

    assert len(event.key) <= 20  # as the docket stores it
    assert event.code_source in ("CASB", "other courts", "ours")
    assert event.source and event.effective
    assert set(event.kinds) <= {"bk", "ap"}
    assert not event.fee or schedule.item(event.fee, on=event.effective)
    assert not event.refer or set(event.refer.categories) <= categories
    assert not event.refer or set(event.refer.only) <= set(events.keys_of(event.refer.categories))
    assert not names & {"related", "prefix", "added"}  # fields every form has
    assert all(prompt.kind in ("text", "choice", "date", "time", "number") for prompt in event.prompts)
    assert all(prompt.choices for prompt in event.prompts if prompt.kind == "choice")
    assert all("{" + name + "}" in event.text for name in names)


def test_every_deadline_names_its_rule_or_says_unverified():
    rules = [rule for event in ALL for rule in event.deadlines]

    assert rules
    assert all(rule.rule == "unverified" or rule.rule.startswith(("FRBP", "FRCP")) for rule in rules)
    assert all(rule.source for rule in rules)


def test_what_satisfies_a_deadline_names_one_that_is_set():
    known = {rule.what for event in ALL for rule in event.deadlines}

    assert {what for event in ALL for what in event.satisfies} <= known


def test_an_unknown_key_is_a_defect():
    with pytest.raises(KeyError):
        events.event("motion_to_dance")


def test_a_searcher_has_no_events():
    assert named(Viewer(court_id="casb"), "bk") == []


def test_roles_see_their_own_events():
    attorney = named(Viewer(court_id="casb", role="attorney"), "bk")
    judge = named(Viewer(court_id="casb", role="judge"), "bk")

    assert "Motion for Relief from Stay" in attorney and "Order" not in attorney
    assert "Memorandum Decision" in judge and "Motion for Relief from Stay" not in judge


def test_words_narrow_the_menu():
    attorney = Viewer(court_id="casb", role="attorney")

    assert named(attorney, "bk", words="relief STAY") == ["Motion for Relief from Stay"]
    assert named(attorney, "bk", words="185") == ["Motion for Relief from Stay"]
    assert named(attorney, "bk", words="nothing like it") == []


def test_the_chapter_narrows_the_menu():
    attorney = Viewer(court_id="casb", role="attorney")

    assert "Chapter 13 Plan" in named(attorney, "bk", chapter="13")
    assert "Chapter 13 Plan" not in named(attorney, "bk", chapter="7")


def test_an_answer_refers_to_complaints_and_not_to_a_summons():
    assert set(events.event("answer_complaint").refer.keys) == {"complaint", "amended_complaint"}
    assert "summons_issued" in events.event("summons_executed").refer.keys


def test_no_heading_of_the_menu_is_there_twice():
    for kind in ("bk", "ap"):
        labels = [one.label for one in events.for_menu(Viewer(court_id="casb", role="attorney"), kind)]
        assert len(labels) == len(set(labels))
        assert "Motions" not in labels
