"""What an inspection can find, the gravest first: of several the first is told."""

from enum import StrEnum


class Verdict(StrEnum):
    """One reason to refuse a file, or that there is none."""

    EMPTY = "empty"
    NOT_A_PDF = "not a pdf"
    FOREIGN_BYTES = "foreign bytes"  # something else before, after or over the PDF: a polyglot
    ENCRYPTED = "encrypted"
    JAVASCRIPT = "javascript"
    LAUNCH = "launch"  # starts a program
    IMPORT_DATA = "import data"
    SUBMIT_FORM = "submit form"
    OTHER_FILE = "other file"  # opens or draws on a file elsewhere
    EMBEDDED_FILE = "embedded file"
    MEDIA = "media"  # sound, film, 3D
    XFA = "xfa"
    AUTOMATIC = "automatic"  # acts by itself when opened, printed or touched
    BOMB = "bomb"  # unpacks to far more than it is
    DAMAGED = "damaged"
    NO_PAGES = "no pages"
    TOO_SLOW = "too slow"
    CRASHED = "crashed"
    CLEAN = "clean"


def gravest(found: set[Verdict]) -> Verdict:
    """Return the verdict to tell; CLEAN when nothing was found."""
    return next((verdict for verdict in Verdict if verdict in found), Verdict.CLEAN)
