"""Taking a paper in: received, checked, kept. Nothing of a paper that is refused stays behind."""

import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from django.db import OperationalError, transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.references import new_public_id
from openecf.foundation.refusals import Refusal

from . import checks, filenames, vault
from .models import Document

_PIECE_BYTES = 256 * 1024
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SETTLING = timedelta(minutes=10)  # a database may still be writing the row of a process that died


class DiskFull(Refusal):
    """The court's disk is full and nothing was kept. Try again later, or call the court's help desk."""

    status = 507


@dataclass(frozen=True)
class Received:
    """What was read of an upload."""

    digest: str
    size_bytes: int


@dataclass(frozen=True)
class Swept:
    """What a sweep took away: papers that never came in, and bytes that no document refers to."""

    papers: int
    orphans: int


def accept(court: Court, upload: BinaryIO, *, filename: str, by: str = "system", at: datetime) -> Document:
    """Take in a paper and return its document; `by` is who the trail names.

    Reads the upload from where it stands. Makes its own transaction once the bytes are safe on disk: not to
    be called within another. Raises checks.PaperRefused (its subclasses say why), DiskFull.
    """
    with _full_disk_refused(), vault.incoming() as paper:
        received = _receive(upload, paper, court.pdf_limit_bytes)
        pages = checks.pages_of(paper.path)
        try:
            with vault.entering():
                vault.put(paper, received.digest, at=at)
                document = _record(court, received, pages, filenames.cleaned(filename), by, at=at)
        except BaseException:
            _remove_orphan(paper, received.digest)
            raise
        paper.settled = True
    return document


def sweep(*, at: datetime) -> Swept:
    """Take away what killed processes left behind. The work loop calls it now and then."""
    papers = orphans = 0
    for paper in vault.leftovers():
        if paper.has_entered and paper.age(at) < _SETTLING:
            paper.settled = False
            continue
        orphans += paper.has_entered and _remove_orphan(paper, paper.digest())
        papers += 1
    if papers:
        trail.record(
            "courts", "system", "documents.swept", detail={"papers": papers, "orphans": orphans}, at=at
        )
    return Swept(papers, orphans)


def _receive(upload: BinaryIO, paper: vault.Incoming, limit_bytes: int) -> Received:
    hashed, size_bytes = hashlib.sha256(), 0
    while piece := upload.read(_PIECE_BYTES):
        size_bytes += len(piece)
        if size_bytes > limit_bytes:
            raise checks.too_large(limit_bytes)
        hashed.update(piece)
        paper.write(piece)
    if not size_bytes:
        raise checks.EmptyFile
    return Received(hashed.hexdigest(), size_bytes)


def _record(
    court: Court, received: Received, pages: int, filename: str, by: str, *, at: datetime
) -> Document:
    with transaction.atomic(durable=True):
        document = Document.objects.create(
            court=court,
            public_id=new_public_id(),
            digest=received.digest,
            size_bytes=received.size_bytes,
            pages=pages,
            filename=filename,
            accepted_at=at,
        )
        detail = {
            "digest": received.digest,
            "bytes": received.size_bytes,
            "pages": pages,
            "filename": filename,
        }
        trail.record(court.pk, by, "documents.accepted", document.public_id, detail=detail, at=at)
    return document


def _remove_orphan(paper: vault.Incoming, digest: str) -> bool:
    """Take bytes out of the vault that this paper put there and no document refers to."""
    with vault.alone():
        is_orphan = paper.has_entered and not Document.objects.filter(digest=digest).exists()
        if is_orphan:
            vault.remove(digest)
        else:
            vault.prune(digest)
    paper.settled = True
    return is_orphan


@contextmanager
def _full_disk_refused() -> Iterator[None]:
    try:
        yield
    except (OSError, OperationalError) as error:
        if getattr(error, "errno", None) in _FULL or "is full" in str(error) or "No space left" in str(error):
            raise DiskFull from error
        raise
