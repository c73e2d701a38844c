"""Every page that says no has a reference; what a signed-in person was told is kept under it."""

import re

import pytest
from django.utils import timezone

from openecf.audit.models import LogEntry
from tests import court_fixtures as fixtures

pytestmark = pytest.mark.django_db


def reference_on(page) -> str:
    return re.search(r"Ref ([2-9A-Z]{4}-[2-9A-Z]{4})", page.content.decode())[1]


def test_what_a_signed_in_person_was_told_is_kept_for_the_clerk():
    at = timezone.now()
    room = fixtures.room(at)
    client = fixtures.browser(fixtures.person(room.court, at, "patpublic1", None), at)

    page = client.get("/casb/clerk/")

    line = LogEntry.objects.get(reference=reference_on(page))
    assert page.status_code == 403
    assert line.detail["told"] in page.content.decode().replace("&#x27;", "'")


def test_a_stranger_is_told_a_reference_and_writes_nothing():
    at = timezone.now()
    fixtures.room(at)
    lines = LogEntry.objects.count()

    page = fixtures.Client(SERVER_NAME="localhost").get("/casb/clerk/")

    assert page.status_code == 401 and reference_on(page)
    assert LogEntry.objects.count() == lines


def test_the_clerk_reads_under_a_reference_what_somebody_was_told():
    at = timezone.now()
    room = fixtures.room(at)
    client = fixtures.browser(fixtures.person(room.court, at, "patpublic1", None), at)
    reference = reference_on(client.get("/casb/clerk/"))
    clark = fixtures.court_user(room.court, at, "Clark", "Cooper", role="clerk")
    desk = fixtures.browser(fixtures.person(room.court, at, "clarkclerk", clark), at)

    page = desk.get("/casb/clerk/", {"reference": reference}).content.decode()

    assert "A page refused something" in page and "the clerk&#x27;s office" in page
