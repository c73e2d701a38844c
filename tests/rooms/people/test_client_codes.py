"""The client code stands on receipts from then on."""

import pytest

from openecf.courthouse.people import client_codes, roles, viewer
from tests import people_cast as cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", ["ACME", "a" * 32, "0042/7-Smith&Co.", ""])
def test_a_code_applies_on_the_next_request(casb, at, code):
    seen = cast.signed_in(casb, at=at)

    client_codes.change(seen, code, at=at)

    assert cast.again(seen, casb, at=at).client_code == code


@pytest.mark.parametrize("code", ["a" * 33, "two words", "a,b", "tab\there", "a\0b", "a\u2028x"])
def test_long_codes_spaces_and_commas_are_refused(casb, at, code):
    seen = cast.signed_in(casb, at=at)

    with pytest.raises(client_codes.CodeRefused):
        client_codes.change(seen, code, at=at)


def test_another_browser_keeps_its_code(casb, at):
    seen, other = cast.signed_in(casb, at=at), cast.signed_in(casb, at=at, key="another")

    client_codes.change(seen, "ACME", at=at)

    assert cast.again(other, casb, at=at, key="another").client_code == ""


def test_nobody_signed_in_has_no_code(casb, at):
    with pytest.raises(roles.SignInFirst):
        client_codes.change(viewer.Viewer(court_id="casb"), "ACME", at=at)
