"""Courts as clients of the center."""

import pytest
from oauth2_provider.models import Application

from openecf.center.signon import clients

pytestmark = pytest.mark.django_db
BASES = ["http://localhost:8000/casb/", "http://ecf.casb.uscourts.gov:8000/"]


def test_a_court_is_registered_with_each_of_its_doors(at):
    secret = clients.register_court("casb", BASES, title="California Southern Bankruptcy Court", at=at)

    application = Application.objects.get(client_id="casb")
    assert application.redirect_uris.split() == [f"{base}oidc/callback/" for base in BASES]
    assert application.post_logout_redirect_uris.split() == [f"{base}?logged_out=1" for base in BASES]
    assert secret not in application.client_secret
    assert clients.title_of("casb") == "California Southern Bankruptcy Court"
    assert clients.bases() == set(BASES)


def test_registering_again_renews_the_secret(at):
    first = clients.register_court("casb", BASES, at=at)

    second = clients.register_court("casb", BASES[:1], at=at)

    assert first != second
    assert Application.objects.get().redirect_uris.split() == [f"{BASES[0]}oidc/callback/"]


def test_an_unknown_client_has_no_title():
    assert clients.title_of("nobody") == ""
