"""The client code stands on receipts from then on."""

from dataclasses import replace

import pytest

from openecf.courthouse.people import client_codes, roles, viewer
from openecf.foundation import client_codes as forms
from tests import people_cast as cast

pytestmark = pytest.mark.django_db
PAT = viewer.Viewer("casb", person_id=1, client_code_required=True, client_code_format="9999.99A")


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


@pytest.mark.parametrize(
    ("mask", "code", "fits"),
    [
        ("", "anything", True),
        ("9999", "4411", True),
        ("9999", "441", False),
        ("9999", "44110", False),
        ("9999", "44x1", False),
        ("9999", "44²1", False),
        ("AA-99", "xY-12", True),
        ("AA-99", "xY.12", False),
        ("**", "z9", True),
        ("**", "z-", False),
    ],
)
def test_a_code_fits_a_mask_sign_by_sign(mask, code, fits):
    assert forms.fits(mask, code) is fits


@pytest.mark.parametrize("mask", ["", "9999.99A", "*-**", "ACME/99"])
def test_the_example_of_a_mask_fits_it(mask):
    assert forms.fits(mask, forms.example(mask))


def test_a_required_code_can_not_be_left_out():
    with pytest.raises(client_codes.CodeNeeded) as refused:
        client_codes.check(PAT, "")

    assert refused.value.sentence.startswith("A required client code was not entered.")
    client_codes.check(replace(PAT, client_code_required=False), "")


def test_a_code_of_another_form_is_told_the_form():
    with pytest.raises(client_codes.CodeOfWrongForm) as refused:
        client_codes.check(PAT, "12")

    assert "9999.99A" in refused.value.sentence and "1234.56A" in refused.value.sentence
