"""Passwords everybody tries first: a sorted file of digests, looked up in place.

tools/build_blocklist.py makes the file, from the list Django brings and from patterns people build on it.
Whole passwords are compared, as NIST SP 800-63B-4 3.1.1.2 asks.
"""

import hashlib
import mmap
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "blocklist.bin"
WIDTH = 5  # bytes of SHA-256 kept of each: of a million good passwords less than one is refused by chance


def has(password: str) -> bool:
    """Tell whether a password, in small letters, is on the list."""
    digests, wanted = _digests(), mark(password)
    low, high = 0, len(digests) // WIDTH
    while low < high:
        middle = (low + high) // 2
        found = digests[middle * WIDTH : (middle + 1) * WIDTH]
        if found == wanted:
            return True
        low, high = (middle + 1, high) if found < wanted else (low, middle)
    return False


def mark(password: str) -> bytes:
    """Return what the file keeps of a password."""
    return hashlib.sha256(password.encode()).digest()[:WIDTH]


def size() -> int:
    """Return how many passwords are on the list."""
    return len(_digests()) // WIDTH


@cache
def _digests() -> mmap.mmap:
    with FILE.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
