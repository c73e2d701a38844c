"""The client code's form, and what a court asks of it."""

from dataclasses import replace

import pytest

from openecf.courthouse.people import client_codes
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation import client_codes as forms

PAT = Viewer("casb", person_id=1, client_code_required=True, client_code_format="9999.99A")


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


@pytest.mark.parametrize("code", ["with space", "with,comma", "x" * 33, "tab\tbed", "\x00"])
def test_a_code_has_no_space_or_comma_and_thirty_two_signs_at_most(code):
    with pytest.raises(client_codes.CodeRefused):
        client_codes.check(Viewer("casb"), code)


def test_a_required_code_can_not_be_left_out():
    with pytest.raises(client_codes.CodeNeeded) as refused:
        client_codes.check(PAT, "")

    assert refused.value.sentence.startswith("A required client code was not entered.")
    client_codes.check(replace(PAT, client_code_required=False), "")


def test_a_code_of_another_form_is_told_the_form():
    with pytest.raises(client_codes.CodeOfWrongForm) as refused:
        client_codes.check(PAT, "12")

    assert "9999.99A" in refused.value.sentence and "1234.56A" in refused.value.sentence
