"""How much a PDF unpacks to, found without ever unpacking without bound."""

import re
import zlib
from collections.abc import Iterable, Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, StreamDecodeLevel

FREE_BYTES = 100 * 1024 * 1024  # a file's text and drawings may always unpack to this much
MOST_TIMES = 100  # and beyond it to this many times the file's size
MOST_BYTES = 1024 * 1024 * 1024  # and never to more
PICTURE_BYTES = 256 * 1024 * 1024  # one picture: 11 by 17 inches at 600 dots, in color
ONE_TIMES = 1500  # no honest compression packs a stream tighter: deflate 1032 times, LZW 1340
_SMALL = 1024 * 1024
_PIECE = 1024 * 1024
_DEFLATE = ("/FlateDecode", "/Fl")  # the short names too: readers take them
_OTHERS = (
    "/LZWDecode",
    "/LZW",
    "/ASCII85Decode",
    "/A85",
    "/ASCIIHexDecode",
    "/AHx",
    "/RunLengthDecode",
    "/RL",
)


class Bomb(Exception):
    """The file unpacks to far more than it is."""


class Meter:
    """Counts what one file unpacks to. Raises Bomb.

    Pictures are not counted together: a reader unpacks those of one page at a time, and blank scanned pages
    pack a thousandfold. Each may be as large as it says it is.
    """

    def __init__(self, file_bytes: int) -> None:
        """Start at nothing for a file of this size."""
        self._left = min(max(FREE_BYTES, MOST_TIMES * file_bytes), MOST_BYTES)

    def count(self, pieces: Iterable[bytes], packed_bytes: int, picture_bytes: int = 0) -> Iterator[bytes]:
        """Pass the pieces of one stream on as long as they are not too many."""
        unpacked, most = 0, max(_SMALL, ONE_TIMES * packed_bytes)
        for piece in pieces:
            unpacked += len(piece)
            if unpacked > picture_bytes:
                self._left -= len(piece)
            if unpacked > most or self._left < 0:
                raise Bomb
            yield piece


def measure(pdf: Pdf, file_bytes: int) -> None:
    """Unpack every stream, keeping none. Raises Bomb, zlib.error, pikepdf.PdfError."""
    meter = Meter(file_bytes)
    for stream in pdf.objects:
        if isinstance(stream, Stream):
            _unpack(pdf, stream, meter)


def has_bomb(file: bytes) -> bool:
    """Tell whether a file that could not be opened hides a bomb in the streams one opens it with."""
    meter = Meter(len(file))
    for start in re.finditer(rb"stream\r?\n", file):
        try:
            for _ in meter.count(inflated(memoryview(file)[start.end() :]), len(file)):
                pass
        except Bomb:
            return True
        except zlib.error:
            continue
    return False


def inflated(packed: bytes | memoryview) -> Iterator[bytes]:
    """Yield what deflated bytes unpack to, piece by piece. Raises zlib.error."""
    machine = zlib.decompressobj()
    while piece := machine.decompress(packed, _PIECE):
        packed = machine.unconsumed_tail
        yield piece


def _unpack(pdf: Pdf, stream: Stream, meter: Meter) -> None:
    """Undo a stream's filters one after the other, up to the first that makes a picture."""
    packed = unpacked = stream.read_raw_bytes()
    stages = list(_stages(stream))
    for index, (name, settings) in enumerate(stages, start=1):
        if name in _DEFLATE:
            pieces = inflated(unpacked)
        elif name in _OTHERS:
            pieces = [_decoded(pdf, unpacked, name, settings)]
        else:
            return
        is_last = index == len(stages)
        counted = meter.count(pieces, len(packed), _picture_bytes(stream) if is_last else 0)
        unpacked = b"".join(piece for piece in counted if not is_last)


def _picture_bytes(stream: Stream) -> int:
    """Return what a picture says it unpacks to at most: four colors, and two bytes more a row."""
    if stream.get("/Subtype") != Name.Image:
        return 0
    width, height = stream.get("/Width"), stream.get("/Height")
    bits = stream.get("/BitsPerComponent", 8)
    if not all(isinstance(number, int) and number > 0 for number in (width, height, bits)):
        return 0
    return min(height * (width * bits // 2 + 2), PICTURE_BYTES)


def _stages(stream: Stream) -> Iterator[tuple[str, Object | None]]:
    """Yield each filter's name and settings."""
    filters, settings = (_listed(stream.get(key)) for key in ("/Filter", "/DecodeParms"))
    for index, name in enumerate(filters):
        spelled = name.unparse().decode() if isinstance(name, Name) else ""
        yield spelled, settings[index] if index < len(settings) else None


def _listed(value: Object | None) -> list[Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _decoded(pdf: Pdf, packed: bytes, name: str, settings: Object | None) -> bytes:
    """Undo one filter by qpdf. The process's memory is its bound: MemoryError."""
    stage = Stream(pdf, packed)
    stage.Filter = Name(name)
    if isinstance(settings, Dictionary):
        stage.DecodeParms = settings
    return stage.read_bytes(StreamDecodeLevel.specialized)
