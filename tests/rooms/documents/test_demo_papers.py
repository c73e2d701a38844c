"""The demo's papers pass the court's own checks."""

import pypdfium2
import pytest

from openecf.courthouse.documents import checks
from openecf.faces.demo import papers

CAPTION = papers.Caption(
    filer=("Ann Ray",), case=("In re", "Jordan Example,"), numbers=("Case No. 26-01234-CL7",)
)
WORDS = ["The debtor's records (all of them) were in storage \\ §521. " * 6, "Therefore time is asked for."]


@pytest.mark.parametrize("pages", [1, 3, 40])
def test_a_paper_of_so_many_pages_is_accepted(pages, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(papers.paper("Motion to extend time", WORDS, pages=pages, caption=CAPTION))

    assert checks.pages_of(file) == pages


def test_a_long_text_takes_the_pages_it_needs(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(papers.paper("Brief", WORDS * 30))

    assert checks.pages_of(file) > 3


def test_a_paper_shows_its_caption_title_and_text():
    with pypdfium2.PdfDocument(papers.paper("Motion to extend time", WORDS, caption=CAPTION)) as pdf:
        text = pdf[0].get_textpage().get_text_range()

    for part in (
        "UNITED STATES BANKRUPTCY COURT",
        "Ann Ray",
        "In re",
        "MOTION TO EXTEND TIME",
        "(all of them)",
        "§521",
    ):
        assert part in text


def test_the_same_paper_has_the_same_bytes():
    assert papers.paper("Notice", WORDS) == papers.paper("Notice", WORDS)
