"""Each screen of the center has a `?` that opens the part of Help about it."""

import re

import pytest

from openecf.faces.center import help_parts, urls
from tests import walking

pytestmark = pytest.mark.django_db
NO_SECTION = {None, "home", "staying", "cso_auth", "feeds", "oauth2_provider"}
NO_SCREEN = {
    "security:log_csv",
    "factors:challenge",
    "factors:download",
    "factors:saved",
    "factors:lost_stop_own",
    "usage:quarter_csv",
    "usage:invoice_file",
    "usage:transactions_file",
    "payments:returned",
}


def test_every_screen_has_a_part_and_every_part_is_there():
    screens = {
        f"{section.app_name}:{page.name}"
        for section in urls.urlpatterns
        if getattr(section, "app_name", None) not in NO_SECTION
        for page in section.url_patterns
    }
    help_page = walking.browser().get("/cso/help/").content.decode()

    assert set(help_parts.PARTS) == screens - NO_SCREEN
    assert set(help_parts.PARTS.values()) <= set(re.findall(r'<h2 id="([\w-]+)"', help_page))


def test_the_login_page_leads_to_the_help_about_signing_in():
    page = walking.go(walking.browser(), "/cso/login/")

    assert '<a href="/cso/help/#signing-in">? Help for this screen</a>' in page.content.decode()
