import pytest
from hypothesis import given
from hypothesis import strategies as st

from openecf.courthouse.documents import filenames


@pytest.mark.parametrize(
    "given_name, kept",
    [
        ("motion.pdf", "motion.pdf"),
        ("C:\\fakepath\\motion.pdf", "motion.pdf"),
        ("/home/barbara/Motion to Dismiss.PDF", "Motion to Dismiss.PDF"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\", "document.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
        ("motion", "motion.pdf"),
        ("motion.exe", "motion.exe.pdf"),
        ("mo\x00ti\r\non.pdf", "motion.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("  petición   núm. 3 .pdf", "petición núm. 3.pdf"),
        ("a" * 300 + ".pdf", "a" * 246 + ".pdf"),
        ("e\u0301t\u00e9.pdf", "été.pdf"),
    ],
)
def test_a_name_is_cleaned(given_name, kept):
    assert filenames.cleaned(given_name) == kept


@given(st.text())
def test_any_name_becomes_one_that_can_be_shown_and_saved(name):
    kept = filenames.cleaned(name)

    assert 0 < len(kept) <= filenames.LONGEST
    assert kept.lower().endswith(".pdf")
    assert not set(kept) & set("/\\\0\r\n")
    assert filenames.cleaned(kept) == kept
