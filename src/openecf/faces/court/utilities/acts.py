"""How the lines of the trail read to the person who left them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from openecf.audit.trail import Line
from openecf.courthouse.people import corrections
from openecf.courthouse.people.viewer import Viewer

WORDS = {
    "billing.charged": "Bought",
    "documents.accepted": "Added a PDF",
    "documents.refused": "Added a PDF that was refused",
    "filing.filed": "Filed in",
    "notices.look_taken": "Took a free look",
    "filing.filed_for": "Filed as a filing agent in",
    "people.acting_ended": "Acted for nobody from then on",
    "people.acting_for": "Chose to act for",
    "people.grant_changed": "Changed what a filing agent may do",
    "people.grant_ended": "Ended the leave of a filing agent",
    "people.grant_given": "Let a filing agent act",
    "people.client_code_changed": "Changed the client code",
    "people.link_asked": "Asked the court to link",
    "people.link_refused": "Tried to link; it was refused",
    "people.linked": "Linked a CM/ECF account",
    "people.logged_out": "Logged out",
    "people.signed_on": "Signed in",
}
_ABOUT = ("billing.charged", "filing.filed", "filing.filed_for")  # whose subject is for people to read


@dataclass(frozen=True)
class Told:
    """One line: when, what was done, to what, under which reference."""

    at: datetime
    what: str
    about: str
    reference: str


def names_of(viewer: Viewer) -> list[str]:
    """Return the names the trail knows the viewer by: the PACER account and the own account of this court."""
    own = [viewer.actor_id, *corrections.merged_into(viewer.actor_id)] if viewer.linked else []
    accounts = [f"court user {number}" for number in own]
    return [name for name in (viewer.account_number or viewer.username, *accounts) if name]


def told(lines: Iterable[Line]) -> list[Told]:
    """Put lines of the trail in words."""
    return [Told(line.at, _what(line), _about(line), line.reference) for line in lines]


def _what(line: Line) -> str:
    return WORDS.get(line.action) or line.action.rpartition(".")[2].replace("_", " ").capitalize()


def _about(line: Line) -> str:
    if line.action == "people.client_code_changed":
        return str(line.detail.get("to") or "none")
    if line.action == "people.linked":
        return str(line.detail.get("court_user_name") or "")
    if line.action.startswith("people.acting_"):
        return str(line.detail.get("principal") or "")
    if line.action.startswith("people.grant_"):
        return str(line.detail.get("agent") or "")
    if line.action == "documents.accepted":
        return str(line.detail.get("filename") or "")
    return line.subject if line.action in _ABOUT else ""
