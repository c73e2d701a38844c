"""Invented papers that look like those of a court: a caption, a title, text, page numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import cycle

import pikepdf
from pikepdf import Dictionary, Name, Stream

_LEFT, _RIGHT, _TOP, _BOTTOM, _MIDDLE = 72, 540, 720, 90, 306
_SIZE, _LEADING, _INDENT = 12, 20, 36
# Widths of the signs from blank to tilde in Times-Roman, in thousandths. Source: Adobe core 14 font metrics.
_WIDTHS = (
    "250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 "
    "278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 "
    "611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 "
    "500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541"
)
_WIDTH = {chr(code): int(width) / 1000 for code, width in enumerate(_WIDTHS.split(), start=32)}
_FONTS = {"/F1": Name("/Times-Roman"), "/F2": Name("/Times-Bold")}


@dataclass(frozen=True)
class Caption:
    """What stands above the title: who files, and in which case."""

    court: str = "UNITED STATES BANKRUPTCY COURT"
    district: str = "SOUTHERN DISTRICT OF CALIFORNIA"
    filer: tuple[str, ...] = ()
    case: tuple[str, ...] = ()  # "In re", the debtor, "Debtor."
    numbers: tuple[str, ...] = ()  # "Case No. 26-01234-CL7", "Chapter 7"


@dataclass(frozen=True)
class _Line:
    text: str
    x: float
    y: float
    font: str = "F1"
    size: float = _SIZE

    def drawn(self) -> bytes:
        name, text = self.font.encode(), self.text.encode("cp1252", "replace")
        escaped = text.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        return b"BT /%s %.1f Tf %.1f %.1f Td (%s) Tj ET\n" % (name, self.size, self.x, self.y, escaped)


BANKRUPTCY = Caption()


def paper(title: str, paragraphs: Iterable[str], *, pages: int = 1, caption: Caption = BANKRUPTCY) -> bytes:
    """Return a PDF of at least so many letter-size pages; a short text is repeated to fill them."""
    lines = [line for paragraph in paragraphs for line in _wrapped(paragraph)]
    sheets, y = [_head(title, caption)], _below_head(title, caption)
    for count, (text, indent) in enumerate(cycle(lines)):
        if count >= len(lines) and len(sheets) >= pages and indent:
            break
        if y < _BOTTOM:
            sheets.append([])
            y = _TOP
        sheets[-1].append(_Line(text, _LEFT + indent, y))
        y -= _LEADING
    sheets += [[] for _ in range(pages - len(sheets))]
    return _bound(sheets, title, caption)


def _head(title: str, caption: Caption) -> list[_Line]:
    """Set the filer above, the court in the middle, the case left, its numbers and the title right."""
    lines = [_Line(text, _LEFT, _TOP - 13 * row, size=10) for row, text in enumerate(caption.filer)]
    y = _TOP - 13 * len(caption.filer) - 24
    lines += [_centered(text, y - 15 * row) for row, text in enumerate((caption.court, caption.district))]
    y = _box_top(caption)
    lines += [_Line(text, _LEFT, y - 16 * row) for row, text in enumerate(caption.case)]
    numbers = [*caption.numbers, ""] if caption.numbers else []
    lines += [_Line(text, _MIDDLE + 14, y - 16 * row) for row, text in enumerate(numbers)]
    y -= 16 * len(numbers)
    titles = enumerate(_split(title.upper(), _RIGHT - _MIDDLE - 14, wider=1.12))
    return lines + [_Line(text, _MIDDLE + 14, y - 16 * row, "F2") for row, text in titles]


def _box_top(caption: Caption) -> float:
    return _TOP - 13 * len(caption.filer) - 24 - 15 * 2 - 24


def _box_bottom(title: str, caption: Caption) -> float:
    numbers = len(caption.numbers) + 1 if caption.numbers else 0
    right = numbers + len(list(_split(title.upper(), _RIGHT - _MIDDLE - 14, wider=1.12)))
    return _box_top(caption) - 16 * max(right, len(caption.case))


def _below_head(title: str, caption: Caption) -> float:
    return _box_bottom(title, caption) - 32


def _wrapped(paragraph: str) -> Iterator[tuple[str, float]]:
    """Break a paragraph into lines with their indents: only the first has one."""
    words, indent = paragraph.split(), _INDENT
    while words:
        line = next(_split(" ".join(words), _RIGHT - _LEFT - indent))
        yield line, indent
        words, indent = words[len(line.split()) :], 0


def _split(text: str, width: float, wider: float = 1.0) -> Iterator[str]:
    """Break a text into lines of this width."""
    line: list[str] = []
    for word in text.split():
        if line and _text_width(" ".join([*line, word])) * wider > width:
            yield " ".join(line)
            line = []
        line.append(word)
    yield " ".join(line)


def _text_width(text: str, size: float = _SIZE) -> float:
    return size * sum(_WIDTH.get(sign, 0.5) for sign in text)


def _centered(text: str, y: float, size: float = _SIZE) -> _Line:
    return _Line(text, _MIDDLE - _text_width(text, size) * 1.06 / 2, y, "F2", size)


def _bound(sheets: list[list[_Line]], title: str, caption: Caption) -> bytes:
    """Draw every sheet, the box of the caption and the page numbers."""
    pdf = pikepdf.new()
    fonts = Dictionary()
    for name, base in _FONTS.items():
        fonts[name] = pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=base, Encoding=Name.WinAnsiEncoding)
        )
    resources = pdf.make_indirect(Dictionary(Font=fonts))
    for number, lines in enumerate(sheets, start=1):
        page = pdf.add_blank_page(page_size=(612, 792)).obj
        drawn = b"".join(line.drawn() for line in [*lines, _Line(f"- {number} -", _MIDDLE - 10, 48, size=10)])
        box = _box(title, caption) if number == 1 else b""
        page.Resources, page.Contents = resources, Stream(pdf, box + drawn)
    pdf.docinfo[Name.Title] = title
    file = BytesIO()
    pdf.save(file, deterministic_id=True)
    return file.getvalue()


def _box(title: str, caption: Caption) -> bytes:
    """Draw the rule below the case and the one between it and its numbers."""
    top, bottom = _box_top(caption) + 14, _box_bottom(title, caption)
    return b"0.8 w %d %.1f m %d %.1f l %d %.1f l S\n" % (_MIDDLE, top, _MIDDLE, bottom, _LEFT, bottom)
