"""Signing on at courts through the center, and every way out again."""

import pytest

from tests import walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def casb(at):
    return walking.open_court("casb", at=at)


def test_somebody_signs_in_from_a_court_and_comes_back(casb, at):
    walking.open_account(at=at)
    client = walking.browser()

    page = walking.sign_in(client)

    assert page.where == "http://localhost:8000/casb/"
    assert page.context["viewer"].username == "barbaratest"
