import re

import pytest
from django.db import IntegrityError, transaction

from openecf.courthouse.notices import nef, recipients
from openecf.courthouse.notices.models import Delivery
from openecf.courthouse.notices.recipients import Recipient, Service


def test_each_address_is_due_at_once_and_paper_is_not(scene, at):
    notice = scene.announce(at=at)

    rows = Delivery.objects.filter(notice=notice).order_by("pk").values_list("email", "state", "due_at")
    assert list(rows) == [
        ("ann@ray.example.org", "due", at),
        ("docket@ray.example.org", "due", at),
        ("tess@trust.example.org", "due", at),
        ("ustp@ust.example.org", "due", at),
        ("", "paper", None),
    ]
    assert nef.public_id_of(scene.entry) == notice.public_id


def test_every_mail_has_a_magic_number_of_its_own_and_paper_none(scene, at):
    scene.announce(at=at)

    *mailed, paper = Delivery.objects.order_by("pk").values_list("look_token", flat=True)
    assert len(set(mailed)) == 4 and paper == ""
    assert all(re.fullmatch(r"[1-9]\d{7}", token) for token in mailed)


def test_the_subject_is_the_number_and_the_event(scene, at):
    assert scene.announce(at=at).subject == "26-00001-CL7 Motion for Relief from Stay"


def test_before_a_judge_is_assigned_the_number_says_so(scene):
    scene.case.judge_initials = ""

    assert nef.subject(scene.entry).startswith("26-00001-7 ")


def test_a_subject_is_one_line_whatever_is_in_it(scene):
    scene.case.judge_initials = "C\r\nBcc: x@example.org"

    assert "\n" not in nef.subject(scene.entry) and "\r" not in nef.subject(scene.entry)


def test_an_entry_is_announced_once(scene, at):
    scene.announce(at=at)

    with pytest.raises(IntegrityError), transaction.atomic():
        scene.announce(at=at)
    assert Delivery.objects.count() == 5


def test_two_statements_announce_sixty(scene, at, django_assert_num_queries):
    everybody = tuple(Recipient(f"No {number}", email=f"n{number}@example.org") for number in range(60))

    with django_assert_num_queries(2):
        nef.announce(scene.entry, Service(everybody), at=at)

    assert len(set(Delivery.objects.values_list("look_token", flat=True))) == 60


def test_an_entry_nobody_is_served_with_has_a_notice_all_the_same(scene, at):
    assert nef.announce(scene.entry, recipients.Service(), at=at).pk
    assert nef.public_id_of(scene.enter(at=at)) is None
