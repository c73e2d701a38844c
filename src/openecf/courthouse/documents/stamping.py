"""The header line a paper bears on the copy that is opened; the filed bytes are never touched."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Rectangle, Stream

_FONT_NAME = "/OpenECFHeader"
_SIZE = 8.0
_MARGIN = 6.0  # between the line and the edges of the page, and of the letters below the upper edge
_NARROW = frozenset(" /:-.,()")
_SMALLEST = 0.5
_LETTER = (0.0, 0.0, 612.0, 792.0)
_TURNS = {0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}

_DRAWING = "Q /Artifact BMC q 0 0 0.6 rg BT %s %.2f Tf %d %d %d %d %.2f %.2f Tm ("
_DONE = ") Tj ET Q EMC\n"

Box = tuple[float, float, float, float]


def header_line(
    case_number: str,
    filed_date: date,
    entered_at: datetime,
    doc_number: int,
    part: int | None = None,
    *,
    zone: str,
) -> str:
    """Return `Case 26-01234-CL7  Filed 11/24/26  Entered 11/24/26 14:03:12  Doc 12-1` in the court's time."""
    entered = entered_at.astimezone(ZoneInfo(zone))
    number = f"{doc_number}-{part}" if part else f"{doc_number}"
    return (
        f"Case {case_number}  Filed {filed_date:%m/%d/%y}  Entered {entered:%m/%d/%y %H:%M:%S}  Doc {number}"
    )


def with_header(source: bytes | Path, line: str) -> bytes:
    """Return a copy of a PDF with the line and `Pg 1 of 3` above the text of each page.

    Streams are copied as they are (`compress_streams=False`): packing them anew takes fifty times as long.
    """
    copy = BytesIO()
    with pikepdf.open(BytesIO(source) if isinstance(source, bytes) else source) as pdf:
        _stamp(pdf, line)
        pdf.save(copy, compress_streams=False, fix_metadata_version=False)
    return copy.getvalue()


def _stamp(pdf: Pdf, line: str) -> None:
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    before = Stream(pdf, b"q\n")  # keeps what the page's own content does to the drawing state from the line
    pages = [page.obj for page in pdf.pages]
    text, width = re.sub(r"([()\\])", r"\\\1", line), _width(f"{line}  Pg {len(pages)} of {len(pages)}")
    for number, page in enumerate(pages, start=1):
        _offer_font(page, font)
        start = _beginning(_visible_box(page), _turn(page), width)
        drawing = f"{start}{text}  Pg {number} of {len(pages)}{_DONE}".encode("cp1252", "replace")
        page.Contents = Array([before, *_contents(page), Stream(pdf, drawing)])


def _offer_font(page: Object, font: Object) -> None:
    """Add the font to the page's resources; pages may share them, so it may be there already."""
    resources = page.get("/Resources")
    if not isinstance(resources, Dictionary):
        page.Resources = resources = Dictionary()
    fonts = resources.get("/Font")
    if not isinstance(fonts, Dictionary):
        resources.Font = fonts = Dictionary()
    if _FONT_NAME not in fonts:
        fonts[_FONT_NAME] = font


def _contents(page: Object) -> Iterable[Object]:
    """Return the page's content streams; pages may share the array that lists them, so it is not added to."""
    contents = page.get("/Contents")
    if isinstance(contents, Array):
        return [one for one in contents if isinstance(one, Stream)]
    return [contents] if isinstance(contents, Stream) else []


def _visible_box(page: Object) -> Box:
    """Return what is seen of the page: its crop box, no more than its media box."""
    media = _box(page.get("/MediaBox")) or _LETTER
    crop = _box(page.get("/CropBox")) if "/CropBox" in page else None
    if crop is None:
        return media
    seen = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    return seen if seen[0] < seen[2] and seen[1] < seen[3] else media


def _box(corners: Object | None) -> Box | None:
    """Return left, bottom, right, top; a box may name any two opposite corners."""
    if not isinstance(corners, Array) or not corners.is_rectangle:
        return None
    box = Rectangle(corners)
    return box.llx, box.lly, box.urx, box.ury


def _turn(page: Object) -> int:
    """Return how far the page is turned clockwise when it is shown."""
    turn = page.get("/Rotate") if "/Rotate" in page else 0
    return turn % 360 if isinstance(turn, int) and turn % 90 == 0 else 0


def _width(text: str) -> float:
    """Return about how wide Helvetica sets a text, in sizes of the font."""
    return sum(0.3 if sign in _NARROW else 0.68 if sign.isupper() else 0.54 for sign in text)


@lru_cache(maxsize=256)
def _beginning(box: Box, turn: int, width: float) -> str:
    """Set font and place for a line in the middle of the upper edge of the page as it is seen."""
    left, bottom, right, top = box
    edge = right - left if turn in (0, 180) else top - bottom
    size = max(min(_SIZE, (edge - 2 * _MARGIN) / width), _SMALLEST)
    across, down = (edge - width * size) / 2, _MARGIN + size
    places = {
        0: (left + across, top - down),
        90: (left + down, bottom + across),
        180: (right - across, bottom + down),
        270: (right - down, top - across),
    }
    return _DRAWING % (_FONT_NAME, size, *_TURNS[turn], *places[turn])
