"""Drawing invented papers as PDF: a caption, a title and words, on letter-size pages."""

import textwrap
from collections.abc import Iterator, Sequence
from io import BytesIO

from pikepdf import Dictionary, Name, Pdf, Stream

COURT_LINES = ("UNITED STATES BANKRUPTCY COURT", "A paper invented for a demonstration")
LEFT, TOP, LEADING, COLUMNS = 72, 700, 18, 78


def paper(title: str, paragraphs: Sequence[str], *, pages: int = 1) -> bytes:
    """Return a PDF of so many pages; the words stand on each, for there is nothing more to say."""
    pdf = Pdf.new()
    plain, bold = _font(pdf, "Times-Roman"), _font(pdf, "Times-Bold")
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(612, 792))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=plain, F2=bold))
        page.obj.Contents = Stream(pdf, "\n".join(_drawn(title, paragraphs, number, pages)).encode("latin-1"))
    written = BytesIO()
    pdf.save(written)
    return written.getvalue()


def _font(pdf: Pdf, name: str):
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/" + name), Encoding=Name.WinAnsiEncoding
        )
    )


def _drawn(title: str, paragraphs: Sequence[str], number: int, pages: int) -> Iterator[str]:
    height = TOP
    for line in COURT_LINES:
        yield _line("F2", 13, height, line)
        height -= LEADING
    height -= LEADING
    yield _line("F2", 15, height, title.upper())
    height -= 2 * LEADING
    for words in paragraphs:
        for line in textwrap.wrap(words, COLUMNS):
            yield _line("F1", 12, height, line)
            height -= LEADING
        height -= LEADING // 2
    yield _line("F1", 10, 40, f"Page {number} of {pages}")


def _line(font: str, size: int, height: int, words: str) -> str:
    plain = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {LEFT} {height} Td ({plain}) Tj ET"
