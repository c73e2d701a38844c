"""The link of a notice: a page that uses nothing up, a click that takes it, and everybody else's way."""

from datetime import timedelta

import pytest
from django.test import Client

from openecf.courthouse.billing.models import Charge
from openecf.courthouse.courts.models import Court
from openecf.courthouse.notices import nef
from openecf.courthouse.notices.models import Delivery, FreeLook, Notice
from openecf.courthouse.notices.recipients import Recipient, Service
from openecf.foundation import clock
from tests import reading_room

pytestmark = pytest.mark.django_db


@pytest.fixture
def at():
    return clock.now()


@pytest.fixture
def court(at):
    return reading_room.court(at)


@pytest.fixture
def entry(court, at):
    made = reading_room.entry(reading_room.case(court, at), at, pages=(9, 2))
    nef.announce(made, Service(electronic=(Recipient("Ann Ray", email="ann@example.org"),), paper=()), at=at)
    return made


def link(entry, part=0) -> str:
    token = Delivery.objects.get(notice__entry=entry).look_token
    return f"/casb/documents/{reading_room.doc_id(entry, part)}/look/{token}/"


def test_the_link_says_what_it_is_and_uses_nothing_up(client, entry):
    page = client.get(link(entry))

    assert "You are about to use your one free look." in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]
    assert not FreeLook.objects.exists()


def test_a_scanner_that_opens_it_a_hundred_times_uses_nothing_up(entry):
    for _ in range(100):
        Client().get(link(entry))

    assert not FreeLook.objects.exists()


def test_a_click_opens_the_document_without_a_sign_on_or_a_charge(client, entry):
    client.get(link(entry))

    taken = client.post(link(entry))
    copy = client.get(taken.headers["Location"])

    assert taken.status_code == 303
    assert copy.headers["Content-Type"] == "application/pdf"
    assert copy.headers["Content-Security-Policy"].endswith("sandbox")
    assert not Charge.objects.exists()


def test_the_look_is_open_again_in_the_same_browser_and_for_the_attachments(client, entry):
    client.get(link(entry))
    client.post(link(entry))

    again = client.get(link(entry)).content.decode()
    attachment = client.post(link(entry, 1), follow=True)

    assert "Your free look is open until" in again
    assert attachment.headers["Content-Type"] == "application/pdf"
    assert FreeLook.objects.count() == 1


def test_somebody_else_with_the_same_link_is_led_to_the_price(client, entry):
    client.get(link(entry))
    client.post(link(entry))
    other = Client()

    page = other.get(link(entry)).content.decode()
    clicked = other.post(link(entry))
    copied = other.get(f"{link(entry)}copy/")

    price = f'href="/casb/documents/{reading_room.doc_id(entry)}/"'
    assert "taken with another browser or account" in page and price in page
    assert clicked.status_code == 403 and price in clicked.content.decode()
    assert copied.status_code == 404


def test_a_browser_without_cookies_is_told_so(entry):
    answer = Client().post(link(entry))

    assert answer.status_code == 403
    assert "Set your browser to accept cookies" in answer.content.decode()
    assert not FreeLook.objects.exists()


def test_the_days_of_a_look_end(client, entry, at):
    Notice.objects.update(made_at=at - timedelta(days=17))

    page = client.get(link(entry)).content.decode()
    clicked = client.post(link(entry))

    assert "The days of this free look are over" in page and "See the price" in page
    assert clicked.status_code == 403
    assert not FreeLook.objects.exists()


def test_a_look_follows_the_account_it_was_taken_with(court, entry, at):
    person = reading_room.person(court, at)
    office, home = reading_room.browser(person, at), reading_room.browser(person, at)
    office.get(link(entry))
    office.post(link(entry))

    home.get(link(entry))
    opened = home.post(link(entry), follow=True)

    assert opened.headers["Content-Type"] == "application/pdf"


def test_where_the_court_chose_once_each_document_opens_once(client, entry):
    Court.objects.update(free_look_once=True)
    client.get(link(entry))

    first, attachment, second = (
        client.post(link(entry)),
        client.post(link(entry, 1)),
        client.post(link(entry)),
    )

    assert first.headers["Content-Type"] == attachment.headers["Content-Type"] == "application/pdf"
    assert second.status_code == 403
    assert "See the price" in second.content.decode()


def test_a_link_that_was_cut_short_is_no_look(client, entry):
    answer = client.get(link(entry)[:-3] + "/")

    assert answer.status_code == 404


def test_another_site_cannot_take_the_look(client, entry):
    client.get(link(entry))

    assert client.post(link(entry), headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert not FreeLook.objects.exists()
