"""The bytes at both ends of a file: what lies before, after or over the PDF. Needs no PDF library."""

import re
from io import BytesIO

from .verdicts import Verdict

_HEADER_WITHIN = 1024  # readers search this far for the header, so a polyglot can put it there
_ZIP_END = b"PK\x05\x06"
_ZIP_END_WITHIN = 22 + 0xFFFF
_BLANKS = b"\x00\t\n\x0c\r "
_OBJECT = re.compile(rb"\d+\s+\d+\s+obj\b")


def verdict_on(file: bytes) -> Verdict:
    """Judge both ends of a file; CLEAN says nothing of what lies between."""
    if not file:
        return Verdict.EMPTY
    start = file.find(b"%PDF-", 0, _HEADER_WITHIN)
    if start < 0:
        return Verdict.NOT_A_PDF
    if start > 0 or _is_zip(file):
        return Verdict.FOREIGN_BYTES
    return _verdict_on_tail(file)


def _verdict_on_tail(file: bytes) -> Verdict:
    end = file.rfind(b"%%EOF")
    if end < 0:
        return Verdict.DAMAGED
    tail = file[end + len(b"%%EOF") :].strip(_BLANKS)
    if not tail:
        return Verdict.CLEAN
    return Verdict.DAMAGED if _OBJECT.search(tail) else Verdict.FOREIGN_BYTES  # cut off in a later section


def _is_zip(file: bytes) -> bool:
    """Tell whether an unpacker would find an archive: its directory may hide before the last %%EOF."""
    if file.rfind(_ZIP_END, max(0, len(file) - _ZIP_END_WITHIN)) < 0:
        return False
    import zipfile  # only now: most files never need it, and each inspection is a new process

    try:
        return bool(zipfile.ZipFile(BytesIO(file)).namelist())
    except (zipfile.BadZipFile, NotImplementedError):
        return False
