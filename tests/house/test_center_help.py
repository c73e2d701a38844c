"""Each screen of the center has a `?` that opens the part of Help about it."""

import re

import pytest

from openecf.faces.center import factors, help_parts, my_account, registration, signon
from tests import walking

pytestmark = pytest.mark.django_db
NO_SCREEN = {
    "factors:challenge",
    "factors:download",
    "factors:saved",
    "factors:lost_stop_own",
    "usage:quarter_csv",
}


def test_every_screen_has_a_part_and_every_part_is_there():
    sections = (signon, registration, my_account, factors)
    screens = {f"{each.app_name}:{path.name}" for each in sections for path in each.urlpatterns}
    help_page = walking.browser().get("/cso/help/").content.decode()

    assert set(help_parts.PARTS) == screens - NO_SCREEN
    assert set(help_parts.PARTS.values()) <= set(re.findall(r'<h2 id="([\w-]+)"', help_page))


def test_the_login_page_leads_to_the_help_about_signing_in():
    page = walking.go(walking.browser(), "/cso/login/")

    assert '<a href="/cso/help/#signing-in">? Help for this screen</a>' in page.content.decode()
