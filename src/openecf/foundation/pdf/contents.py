"""What lies between a PDF's ends. Runs in the child process only."""

import zlib
from io import BytesIO

import pikepdf
from pikepdf import Pdf, settings

from . import behavior, unpacking
from .verdicts import Verdict, gravest

_LOCKED = ("encrypt", "random numbers")  # only a lock needs random numbers, and no device can be opened here
_TOO_MUCH = "memory limit exceeded"
_HARMLESS = (  # slips of many writers by which nothing is lost and no two readers differ
    "Resources is missing or invalid; repairing",
    "a common error handled correctly by qpdf and most other applications",
    "stream keyword followed by carriage return only",
    "stream keyword followed by extraneous whitespace",
    "extraneous whitespace seen before xref",
    "accepting invalid xref table entry",
)


def judge(file: bytes) -> tuple[Verdict, int]:
    """Return the verdict and the number of pages."""
    settings.set_qpdf_limits(
        flate_max_memory=unpacking.FREE_BYTES, run_length_max_memory=unpacking.FREE_BYTES
    )
    try:
        with pikepdf.open(BytesIO(file), attempt_recovery=False, inherit_page_attributes=False) as pdf:
            return _judge(pdf, len(file))
    except pikepdf.PasswordError:
        return Verdict.ENCRYPTED, 0
    except (unpacking.Bomb, MemoryError):
        return Verdict.BOMB, 0
    except zlib.error:
        return Verdict.DAMAGED, 0
    except (pikepdf.PdfError, pikepdf.QpdfRuntimeError) as error:
        return _verdict_on(error, file), 0


def _judge(pdf: Pdf, file_bytes: int) -> tuple[Verdict, int]:
    if pdf.is_encrypted:  # for its owner only: it opens, but may not be changed
        return Verdict.ENCRYPTED, 0
    found = behavior.found_in(pdf)
    if found:
        return gravest(found), 0
    unpacking.measure(pdf, file_bytes)
    pages = len(pdf.pages)
    if any(not str(warning).endswith(_HARMLESS) for warning in pdf.get_warnings()):
        return Verdict.DAMAGED, 0
    return (Verdict.CLEAN, pages) if pages else (Verdict.NO_PAGES, 0)


def _verdict_on(error: Exception, file: bytes) -> Verdict:
    """Say why a file can't be read: qpdf has one error for a lock it does not know, a bomb and damage."""
    if any(word in str(error) for word in _LOCKED):
        return Verdict.ENCRYPTED
    if _TOO_MUCH in str(error):
        return Verdict.BOMB
    return Verdict.BOMB if unpacking.has_bomb(file) else Verdict.DAMAGED
