"""The header line is on every page as it is seen, and the filed bytes are untouched."""

import hashlib
from datetime import UTC, date, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, ObjectStreamMode, Stream
from PIL import ImageChops

from openecf.courthouse.documents import stamping
from tests.papers import letter, opened, saved

from . import papers

LINE = "Case 26-01234-CL7  Filed 11/24/26  Entered 11/24/26 14:03:12  Doc 12"
SEEN = "Case 26-01234-CL7 Filed 11/24/26 Entered 11/24/26 14:03:12 Doc 12 Pg {} of {}"


def texts(paper: bytes) -> list[str]:
    """Return the text of each page, with single blanks."""
    with pypdfium2.PdfDocument(paper) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def ink(paper: bytes, page: int = 0):
    """Return the box of what the header draws on the page as it is seen, and the page's size."""
    with pypdfium2.PdfDocument(paper) as pdf:
        seen = pdf[page].render(scale=2).to_pil().convert("RGB")
    red, _, blue = seen.split()
    return ImageChops.subtract(blue, red).point(lambda value: 255 * (value > 60)).getbbox(), seen.size


def test_the_line_is_in_the_courts_time():
    entered = datetime(2026, 11, 24, 22, 3, 12, tzinfo=UTC)

    line = stamping.header_line("26-01234-CL7", date(2026, 11, 24), entered, 12, zone="America/Los_Angeles")

    assert line == LINE


def test_an_attachment_is_named_by_its_part():
    entered = datetime(2026, 11, 25, 2, 3, 12, tzinfo=UTC)

    line = stamping.header_line("26-01234", date(2026, 11, 24), entered, 12, 3, zone="America/Los_Angeles")

    assert line == "Case 26-01234  Filed 11/24/26  Entered 11/24/26 18:03:12  Doc 12-3"


def test_every_page_bears_the_line_with_its_number():
    stamped = texts(stamping.with_header(letter(pages=12, text="Dear court"), LINE))

    assert stamped[0] == f"Dear court, page 1 {SEEN.format(1, 12)}"
    assert stamped[11] == f"Dear court, page 12 {SEEN.format(12, 12)}"
    assert all(text.count("Case 26-01234") == 1 for text in stamped)


def test_the_original_is_untouched(tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(letter())
    before = hashlib.sha256(file.read_bytes()).digest(), file.stat().st_mtime_ns

    copy = stamping.with_header(file, LINE)

    assert (hashlib.sha256(file.read_bytes()).digest(), file.stat().st_mtime_ns) == before
    assert SEEN.format(1, 1) in texts(copy)[0]


def test_streams_are_copied_as_they_are():
    pdf = opened()
    packed = papers.deflated(1)
    pdf.pages[0].obj.Contents = papers.packed(pdf, packed)

    assert packed in stamping.with_header(saved(pdf, compress_streams=False), LINE)


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("crop", [None, (100, 50, 500, 700), (500, 700, 100, 50), (-50, -50, 2000, 2000)])
def test_the_line_stands_at_the_upper_edge_as_the_page_is_seen(turn, crop):
    pdf = opened()
    page = pdf.pages[0].obj
    page.Rotate = turn
    if crop:
        page.CropBox = Array(list(crop))

    (left, top, right, bottom), (width, _) = ink(stamping.with_header(saved(pdf), LINE))

    assert 4 < top < bottom < 40
    assert abs((left + right) / 2 - width / 2) < width * 0.02
    assert left > 0 and right < width


def test_a_narrow_page_bears_a_smaller_line():
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(150, 300))

    (left, _, right, _), (width, _) = ink(stamping.with_header(saved(pdf), LINE))

    assert 0 < left < right < width


def test_what_the_page_does_to_the_drawing_state_does_not_move_the_line():
    pdf = opened()
    pdf.pages[0].obj.Contents = Stream(pdf, b"3 0 0 3 500 500 cm 1 0 0 rg 0.1 0 0 0.1 0 0 cm")

    (_, top, _, bottom), _ = ink(stamping.with_header(saved(pdf), LINE))

    assert 4 < top < bottom < 40


def test_pages_that_share_contents_and_resources_bear_one_line_each():
    pdf = opened(3)
    first = pdf.pages[0].obj
    shared = pdf.make_indirect(Array([first.Contents]))
    resources = pdf.make_indirect(first.Resources)
    for page in pdf.pages:
        page.obj.Contents, page.obj.Resources = shared, resources

    stamped = texts(stamping.with_header(saved(pdf), LINE))

    assert [text.count("Case 26-01234") for text in stamped] == [1, 1, 1]
    assert [text.count("A letter to the court") for text in stamped] == [1, 1, 1]


def test_pages_keep_what_they_inherit():
    pdf = opened(2)
    root = pdf.Root.Pages
    root.Resources = pdf.pages[0].obj.Resources
    root.MediaBox, root.Rotate = Array([0, 0, 400, 500]), 90
    for page in pdf.pages:
        del page.obj.Resources
        del page.obj.MediaBox

    copy = stamping.with_header(saved(pdf), LINE)

    assert texts(copy)[1] == f"A letter to the court, page 2 {SEEN.format(2, 2)}"
    assert ink(copy, 1)[1] == (1000, 800)


@pytest.mark.parametrize("missing", ["Contents", "Resources", "MediaBox"])
def test_a_page_that_lacks_something_bears_the_line(missing):
    pdf = opened()
    del pdf.pages[0].obj[f"/{missing}"]

    assert SEEN.format(1, 1) in texts(stamping.with_header(saved(pdf), LINE))[0]


@pytest.mark.parametrize(
    "make",
    [
        lambda: saved(opened(2), object_stream_mode=ObjectStreamMode.generate),
        lambda: saved(opened(2), linearize=True),
        lambda: saved(opened(2), qdf=True),
        papers.updated,
        papers.with_fields,
    ],
)
def test_papers_of_every_make_bear_the_line(make):
    assert "Doc 12 Pg 1 of" in texts(stamping.with_header(make(), LINE))[0]


def test_signs_that_mean_something_in_a_pdf_are_only_text():
    stamped = stamping.with_header(letter(), "Case (26-01234) \\ §) Tj")

    assert "Case (26-01234) \\ §) Tj Pg 1 of 1" in texts(stamped)[0]


def test_the_line_is_left_out_by_readers_who_read_aloud():
    with pikepdf.open(BytesIO(stamping.with_header(letter(), LINE))) as pdf:
        drawing = pdf.pages[0].obj.Contents[-1].read_bytes()

    assert drawing.startswith(b"Q /Artifact BMC") and drawing.rstrip().endswith(b"EMC")


def test_the_font_is_one_for_all_pages():
    with pikepdf.open(BytesIO(stamping.with_header(letter(3), LINE))) as pdf:
        fonts = {page.obj.Resources.Font["/OpenECFHeader"].objgen for page in pdf.pages}

    assert len(fonts) == 1
