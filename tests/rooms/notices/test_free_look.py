from datetime import timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.courthouse.docket.models import DocketEntry, EntryDocument
from openecf.courthouse.notices import free_look
from openecf.courthouse.notices.models import Delivery, FreeLook
from openecf.courthouse.people.viewer import Viewer
from tests import noticeboard

PUBLIC = Viewer(court_id="casb")


@pytest.fixture
def ann(scene):
    return noticeboard.viewer_of(scene.attorney, "sub-ann")


@pytest.fixture
def tess(scene):
    return noticeboard.viewer_of(scene.trustee, "sub-tess")


@pytest.fixture
def link(scene, at):
    """The magic number and the document ids of Ann's mail."""
    scene.announce(at=at)
    papers = EntryDocument.objects.filter(entry=scene.entry).order_by("part")
    return Delivery.objects.earliest("pk").look_token, [paper.doc_id for paper in papers]


@pytest.fixture
def look_of(court, link):
    def find(part=0, *, at):
        return free_look.look_for(court, link[1][part], link[0], at=at)

    return find


def may_open(look, browser, viewer=PUBLIC, *, at):
    return free_look.may_open(look, browser=browser, viewer=viewer, at=at)


def take(look, browser, viewer=PUBLIC, *, at):
    free_look.take(look, browser=browser, viewer=viewer, at=at)


def test_a_look_opens_the_document_and_its_attachments(look_of, scene, at):
    look, exhibit = look_of(at=at), look_of(1, at=at)

    assert look.entry_id == exhibit.entry_id == scene.entry.pk
    assert look.delivery_id == exhibit.delivery_id and look.doc_id != exhibit.doc_id
    assert str(look.last_day) == "2026-12-09" and not look.taken and not look.expired


def test_both_forms_of_a_document_id_name_it(court, link, at):
    token, (main, _) = link

    for digit in "01":
        look = free_look.look_for(court, main[:3] + digit + main[4:], token, at=at)
        assert look.doc_id == main


def test_other_links_are_not_ours(court, link, scene, at):
    token, (main, _) = link
    other = EntryDocument.objects.get(entry=scene.enter(at=at, papers=["other.pdf"])).doc_id

    assert free_look.look_for(court, main, "", at=at) is None
    assert free_look.look_for(court, main, "00000000", at=at) is None
    assert free_look.look_for(court, "03600000000", token, at=at) is None
    assert free_look.look_for(court, other, token, at=at) is None


def test_reading_uses_nothing_up(look_of, at):
    for _ in range(5):
        look = look_of(at=at)
        assert not may_open(look, "a browser", at=at)

    assert not FreeLook.objects.exists() and not look.taken


def test_the_browser_that_took_it_opens_it_again(look_of, at):
    take(look_of(at=at), "mine", at=at)

    later = at + timedelta(days=14)
    assert look_of(at=later).taken
    assert may_open(look_of(at=later), "mine", at=later)
    assert may_open(look_of(1, at=later), "mine", at=later)
    take(look_of(at=later), "mine", at=later)


@pytest.mark.parametrize(
    "took, asks, may",
    [  # (browser, who) that took; that asks; whether it may
        (("b1", None), ("b1", None), True),
        (("b1", None), ("b2", None), False),
        (("b1", None), ("b2", "tess"), False),
        (("b1", None), ("b1", "tess"), True),
        (("b1", "ann"), ("b1", "ann"), True),
        (("b1", "ann"), ("b2", "ann"), True),
        (("b1", "ann"), ("b1", None), True),
        (("b1", "ann"), ("b2", None), False),
        (("b1", "ann"), ("b1", "tess"), False),
        (("b1", "ann"), ("b2", "tess"), False),
    ],
)
def test_who_else_may_open_it(look_of, ann, tess, at, took, asks, may):
    who = {None: PUBLIC, "ann": ann, "tess": tess}
    take(look_of(at=at), took[0], who[took[1]], at=at)

    look = look_of(at=at)
    assert may_open(look, asks[0], who[asks[1]], at=at) is may
    if may:
        take(look, asks[0], who[asks[1]], at=at)
    else:
        with pytest.raises(free_look.LookTaken):
            take(look, asks[0], who[asks[1]], at=at)


def test_a_look_taken_unsigned_is_tied_to_the_first_account(look_of, ann, tess, at):
    take(look_of(at=at), "shared", at=at)

    take(look_of(at=at), "shared", ann, at=at)

    assert FreeLook.objects.get().person_id == ann.person_id
    assert may_open(look_of(at=at), "another", ann, at=at)
    with pytest.raises(free_look.LookTaken):
        take(look_of(at=at), "shared", tess, at=at)


def test_opening_again_while_signed_in_ties_it_as_well(look_of, ann, tess, at):
    take(look_of(at=at), "shared", at=at)
    free_look.tie(look_of(at=at), browser="shared", viewer=PUBLIC, at=at)
    assert FreeLook.objects.get().person_id is None

    for _ in range(2):
        free_look.tie(look_of(at=at), browser="shared", viewer=ann, at=at)

    assert FreeLook.objects.get().person_id == ann.person_id
    assert LogEntry.objects.filter(action="notices.look_taken").count() == 2
    for who in (tess, PUBLIC):
        with pytest.raises(free_look.LookTaken):
            free_look.tie(look_of(at=at), browser="another", viewer=who, at=at)


def test_each_recipient_has_a_look_of_his_own(court, scene, link, at):
    tokens = Delivery.objects.exclude(look_token="").order_by("pk").values_list("look_token", flat=True)

    for browser, token in enumerate(tokens):
        take(free_look.look_for(court, link[1][0], token, at=at), f"b{browser}", at=at)

    assert FreeLook.objects.count() == 4


@pytest.mark.parametrize(
    "after, over",
    [
        (timedelta(days=15), False),
        (timedelta(days=15, hours=13, minutes=59), False),  # 11:59 PM of December 9 in San Diego
        (timedelta(days=15, hours=14), True),
        (timedelta(days=40), True),
    ],
)
def test_the_days_run_to_the_end_of_the_courts_last_day(look_of, at, after, over):
    take(look_of(at=at), "mine", at=at)

    look = look_of(at=at + after)

    assert look.expired is over
    assert may_open(look, "mine", at=at + after) is not over
    if over:
        with pytest.raises(free_look.LookExpired):
            take(look, "mine", at=at + after)


def test_a_court_may_let_each_document_be_opened_once(court, look_of, at):
    court.free_look_once = True
    take(look_of(at=at), "mine", at=at)

    assert not may_open(look_of(at=at), "mine", at=at)
    with pytest.raises(free_look.LookUsedUp):
        take(look_of(at=at), "mine", at=at)
    with pytest.raises(free_look.LookTaken):
        take(look_of(1, at=at), "another", at=at)
    take(look_of(1, at=at), "mine", at=at)
    with pytest.raises(free_look.LookUsedUp):
        take(look_of(1, at=at), "mine", at=at)


def test_without_a_cookie_nothing_is_taken(look_of, at):
    with pytest.raises(free_look.LookNeedsCookie):
        take(look_of(at=at), "", at=at)

    assert not FreeLook.objects.exists()


def test_a_paper_the_court_closed_has_no_look(look_of, scene, at):
    DocketEntry.objects.filter(pk=scene.entry.pk).update(restricted="court")
    assert look_of(at=at) is None

    DocketEntry.objects.filter(pk=scene.entry.pk).update(restricted="parties")
    assert look_of(at=at) is not None


def test_the_trail_says_who_took_it(look_of, ann, at):
    take(look_of(at=at), "mine", at=at)
    take(look_of(at=at), "mine", at=at)
    take(look_of(at=at), "mine", ann, at=at)

    lines = LogEntry.objects.filter(action="notices.look_taken").order_by("pk")
    assert [line.actor for line in lines] == ["a browser", "7000001"]


def test_only_a_hash_of_the_cookie_is_kept(look_of, at):
    take(look_of(at=at), "the cookie", at=at)

    assert "cookie" not in FreeLook.objects.get().browser_hash


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_eight_browsers_one_takes_it(at):
    import threading

    from django.db import connection

    from openecf.courthouse.courts import creation

    court = creation.create_court("casb", at=at)
    scene = noticeboard.build(court, at)
    scene.announce(at=at)
    token = Delivery.objects.earliest("pk").look_token
    doc_id = EntryDocument.objects.get(entry=scene.entry, part=0).doc_id
    look = free_look.look_for(court, doc_id, token, at=at)
    start, taken = threading.Barrier(8), []

    def click(browser):
        try:
            start.wait()
            take(look, browser, at=at)
            taken.append(browser)
        except free_look.LookTaken:
            pass
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(f"b{number}",)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(taken) == 1 and may_open(look, taken[0], at=at)
