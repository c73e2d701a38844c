"""Papers for tests, made on the spot: `letter()` is one that is accepted."""

from io import BytesIO

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream


def letter(pages: int = 1, text: str = "A letter to the court") -> bytes:
    """Return a good PDF of letter-size pages, each with the text and its number."""
    return saved(opened(pages, text))


def opened(pages: int = 1, text: str = "A letter to the court") -> Pdf:
    """Return the same as an open PDF, for a test to change."""
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(1, pages + 1):
        page = pdf.add_blank_page(page_size=(612, 792)).obj
        page.Resources = Dictionary(Font=Dictionary(F1=font))
        page.Contents = Stream(pdf, f"BT /F1 12 Tf 72 700 Td ({text}, page {number}) Tj ET".encode())
    return pdf


def saved(pdf: Pdf, **how) -> bytes:
    """Return an open PDF's bytes, the same each time; `how` goes to pikepdf's save."""
    file = BytesIO()
    how.setdefault("deterministic_id", "encryption" not in how)
    pdf.save(file, **how)
    return file.getvalue()
