"""Opening papers, bought, free or by a free look; each page of a copy bears the court's header line."""

from dataclasses import dataclass, replace
from datetime import datetime

from openecf.courthouse.courts.models import Court
from openecf.courthouse.documents import stamping, vault
from openecf.courthouse.notices import free_look
from openecf.courthouse.notices.free_look import Look
from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NoSuchRecord

from . import counter, papers
from .papers import Paper


class NotADocument(NoSuchRecord):
    """This receipt is not for a document."""


class NotAnOpinion(NoSuchRecord):
    """This document is not a written opinion, so it has a price."""


class NoSuchLook(NoSuchRecord):
    """This link is not a free look of this court. Check that the whole link from the notice was used."""


class LookNotTaken(NoSuchRecord):
    """Open the link of the notice again to use its free look."""


@dataclass(frozen=True)
class OpenedCopy:
    """The bytes of a copy, and the name to save it under."""

    filename: str
    content: bytes
    once: bool = False  # this was the only time a free look opens it


@dataclass(frozen=True)
class LookPage:
    """A free look and the papers it opens, the main document first."""

    look: Look
    paper: Paper
    parts: list[Paper]
    may_open: bool  # this browser or account took it already


def open_bought(viewer: Viewer, court: Court, receipt: str) -> OpenedCopy:
    """Open what a receipt paid for, as often as its buyer likes. Raises NoSuchReceipt, NotADocument."""
    paper = counter.bought(viewer, receipt).wanted.read(viewer)
    if not isinstance(paper, Paper):
        raise NotADocument
    return _copy(court, paper)


def open_opinion(viewer: Viewer, court: Court, doc_id: str) -> OpenedCopy:
    """Open a written opinion: free, for everybody. Raises NoSuchPaper, PaperRestricted, NotAnOpinion."""
    paper = papers.paper(viewer, doc_id)
    if not paper.opinion:
        raise NotAnOpinion
    return _copy(court, paper)


def look_page(
    viewer: Viewer, court: Court, doc_id: str, magic_num: str, *, browser: str, at: datetime
) -> LookPage:
    """Return what a notice's link names. Uses nothing up. Raises NoSuchLook."""
    look = _look(court, doc_id, magic_num, at=at)
    parts = papers.of_look(look)
    return LookPage(
        look=look,
        paper=next(one for one in parts if one.doc_id == look.doc_id),
        parts=parts,
        may_open=free_look.may_open(look, browser=browser, viewer=viewer, at=at),
    )


def take_look(
    viewer: Viewer, court: Court, doc_id: str, magic_num: str, *, browser: str, at: datetime
) -> OpenedCopy:
    """Take the free look with a click and open the document.

    Raises NoSuchLook, LookExpired, LookTaken, LookUsedUp, LookNeedsCookie.
    """
    page = look_page(viewer, court, doc_id, magic_num, browser=browser, at=at)
    copy = _copy(court, page.paper)  # before the look is used up
    free_look.take(page.look, browser=browser, viewer=viewer, at=at)
    return replace(copy, once=page.look.once)


def open_look(
    viewer: Viewer, court: Court, doc_id: str, magic_num: str, *, browser: str, at: datetime
) -> OpenedCopy:
    """Open the document again for whoever took its free look. Raises NoSuchLook, LookNotTaken."""
    page = look_page(viewer, court, doc_id, magic_num, browser=browser, at=at)
    if not page.may_open:
        raise LookNotTaken
    free_look.tie(page.look, browser=browser, viewer=viewer, at=at)
    return _copy(court, page.paper)


def _look(court: Court, doc_id: str, magic_num: str, *, at: datetime) -> Look:
    look = free_look.look_for(court, doc_id, magic_num, at=at)
    if look is None:
        raise NoSuchLook
    return look


def _copy(court: Court, paper: Paper) -> OpenedCopy:
    return OpenedCopy(_filename(paper), stamping.with_header(vault.path(paper.digest), _line(court, paper)))


def _line(court: Court, paper: Paper) -> str:
    line = stamping.header_line(
        paper.case_number, paper.filed_date, paper.entered_at, paper.number, paper.part, zone=court.timezone
    )
    return line.replace("  Doc ", "  Claim ") if paper.claim else line


def _filename(paper: Paper) -> str:
    return f"{paper.case_short} {paper.label}.pdf".replace(" ", "-")
