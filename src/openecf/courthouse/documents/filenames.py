"""The name a filer's file keeps: for people to read, never a path."""

import re
import unicodedata

LONGEST = 250
_ENDING = ".pdf"


def cleaned(name: str) -> str:
    """Return the last part of a path, without control characters, ending in `.pdf`."""
    last = re.split(r"[/\\]", name)[-1]
    visible = "".join(sign for sign in unicodedata.normalize("NFC", last) if _is_visible(sign))
    stem = " ".join(visible.split())
    stem, ending = (stem[:-4], stem[-4:]) if stem.lower().endswith(_ENDING) else (stem, _ENDING)
    return (stem.strip(". ")[: LONGEST - len(ending)].rstrip(". ") or "document") + ending


def _is_visible(sign: str) -> bool:
    """Controls, marks that turn the writing direction, half characters and line separators are left out."""
    return unicodedata.category(sign)[0] != "C" and unicodedata.category(sign) not in ("Zl", "Zp")
