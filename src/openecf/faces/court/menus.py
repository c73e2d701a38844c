"""The menu bar: one table, read on every request, so that a link changes it by itself."""

from dataclasses import dataclass

from openecf.courthouse.people.viewer import Viewer


@dataclass(frozen=True)
class Item:
    """One item of the bar: its label, and the name of the page's address."""

    label: str
    page: str

    def __str__(self) -> str:
        """Write its label."""
        return self.label


BANKRUPTCY = Item("Bankruptcy", "filing:bankruptcy")
ADVERSARY = Item("Adversary", "filing:adversary")
QUERY = Item("Query", "query:query")
REPORTS = Item("Reports", "reports:reports")
UTILITIES = Item("Utilities", "utilities:utilities")
AGENTS = Item("Acting for", "agents:choose")
CLERK = Item("Clerk", "clerk:desk")
HELP = Item("Help", "help:help")
LOG_OUT = Item("Log Out", "signing_on:log_out")

_SIGNED_IN = (QUERY, REPORTS, UTILITIES, HELP, LOG_OUT)


def menu_for(viewer: Viewer) -> tuple[Item, ...]:
    """Return the bar of this viewer; nobody signed in sees only Help."""
    if not viewer.signed_in:
        return (HELP,)
    if viewer.is_staff:
        return (BANKRUPTCY, ADVERSARY, CLERK, *_SIGNED_IN)
    if viewer.is_agent:
        filing = (BANKRUPTCY, ADVERSARY) if viewer.acting and viewer.may_file else ()
        return (*filing, AGENTS, *_SIGNED_IN)
    if viewer.may_file:
        return (BANKRUPTCY, ADVERSARY, *_SIGNED_IN)
    return _SIGNED_IN
