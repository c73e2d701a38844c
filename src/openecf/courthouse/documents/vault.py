"""The vault: bytes in files named by their SHA-256, written once, never changed.

A paper on its way in lies in the folder `incoming`, locked as long as somebody works on it. It enters the
vault as a second name of the same file, and the first name goes only when the record knows the document:
whatever a killed process leaves behind is still to be found in `incoming`.
"""

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import FileIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

_DIGEST = re.compile(r"[0-9a-f]{64}")


class Altered(Exception):
    """The bytes in the vault are not those that were filed."""


@dataclass
class Incoming:
    """A paper on its way in; its file stays in `incoming` unless the paper is settled."""

    path: Path
    file: FileIO
    settled: bool = True

    def write(self, piece: bytes) -> None:
        """Write a piece to the end: a disk that fills up takes part of it before it says so."""
        rest = memoryview(piece)
        while rest:
            rest = rest[self.file.write(rest) :]

    @property
    def has_entered(self) -> bool:
        """Whether the file has its name in the vault."""
        return os.fstat(self.file.fileno()).st_nlink > 1

    def age(self, at: datetime) -> timedelta:
        """Return how far from `at` it entered; a demo's clock may have been set back since."""
        return abs(timedelta(seconds=at.timestamp() - os.fstat(self.file.fileno()).st_mtime))

    def digest(self) -> str:
        """Reckon the SHA-256 of its bytes."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def path(digest: str) -> Path:
    """Return where the bytes with this digest lie, or would lie."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError(f"not a SHA-256 digest: {digest!r}")
    return settings.STORAGE_DIR / digest[:2] / digest[2:4] / digest


def open(digest: str) -> BinaryIO:
    """Open filed bytes for reading."""
    return path(digest).open("rb")


def read(digest: str, *, verify: bool = False) -> bytes:
    """Return filed bytes; `verify` reckons their digest again. Raises Altered."""
    filed = path(digest).read_bytes()
    if verify and hashlib.sha256(filed).hexdigest() != digest:
        raise Altered(digest)
    return filed


@contextmanager
def incoming() -> Iterator[Incoming]:
    """Open a new paper. Its file is removed at the end, whatever happens, unless it is not settled."""
    paper = _new_paper()
    with paper.file:
        try:
            yield paper
        finally:
            if paper.settled:
                paper.path.unlink()


def put(paper: Incoming, digest: str, *, at: datetime) -> None:
    """Give a paper its place in the vault, safe on disk; the same bytes twice are one file.

    Call it within `entering`, and settle the paper once the record knows the document or the bytes are gone.
    """
    place, number = path(digest), paper.file.fileno()
    os.utime(number, (at.timestamp(), at.timestamp()))
    os.fchmod(number, 0o440)
    os.fsync(number)
    _make_folder(place.parent)
    paper.settled = False
    with suppress(FileExistsError):
        os.link(paper.path, place)
    _sync_folder(place.parent)


def remove(digest: str) -> None:
    """Take bytes out that no document refers to. Call it within `alone`."""
    path(digest).unlink(missing_ok=True)
    prune(digest)


def prune(digest: str) -> None:
    """Remove the folders of a place if nothing lies there. Call it within `alone`."""
    with suppress(OSError):  # not empty, or never made
        path(digest).parent.rmdir()
    with suppress(OSError):
        path(digest).parent.parent.rmdir()


def leftovers() -> Iterator[Incoming]:
    """Yield each paper that a dead process left in `incoming`, and remove its file if it is settled."""
    for place in sorted((settings.STORAGE_DIR / "incoming").glob("*")):
        with suppress(FileNotFoundError, BlockingIOError), FileIO(place) as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            paper = Incoming(place, file)
            yield paper
            if paper.settled:
                place.unlink()


@contextmanager
def entering() -> Iterator[None]:
    """Keep the vault's bytes where they are, together with others, until the record knows the document."""
    with _lock(fcntl.LOCK_SH):
        yield


@contextmanager
def alone() -> Iterator[None]:
    """Wait until nobody is entering, and keep others out."""
    with _lock(fcntl.LOCK_EX):
        yield


def _new_paper() -> Incoming:
    while True:
        place = _folder_of_incoming() / secrets.token_hex(16)
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        file = FileIO(os.open(place, flags, 0o600), "r+")
        fcntl.flock(file, fcntl.LOCK_EX)
        if os.fstat(file.fileno()).st_nlink:  # else a sweep was quicker than the lock
            return Incoming(place, file)
        file.close()


@contextmanager
def _lock(kind: int) -> Iterator[None]:
    with FileIO(
        os.open(_folder_of_incoming().parent / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    ) as file:
        fcntl.flock(file, kind)
        yield


def _folder_of_incoming() -> Path:
    folder = settings.STORAGE_DIR / "incoming"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, each safe on disk."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
