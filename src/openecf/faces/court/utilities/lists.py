"""The lists of Utilities: labels and order are the court's own, each with one line of help."""

from dataclasses import dataclass

from openecf.courthouse.people.viewer import FILERS, Viewer

from ...templatetags.court import court_day


@dataclass(frozen=True)
class Entry:
    """One line of a list: its label, the page it opens, and what that page is for."""

    label: str
    page: str
    hint: str


LINK = Entry(
    "Link a CM/ECF account to my PACER account",
    "linking:link",
    "So that you can file here with your PACER account. Done once in each court.",
)
YOUR_ACCOUNT = (
    Entry(
        "Maintain Your Login/Password",
        "utilities:maintain_login",
        "Change your password or your e-mail address, for all courts at once.",
    ),
    LINK,
    Entry(
        "View PACER Account Information",
        "utilities:account",
        "Account number, kind of account, statuses and linked courts.",
    ),
    Entry("Review Billing History", "billing:history", "What you were charged here, by day and client code."),
    Entry(
        "Change Your Client Code",
        "utilities:client_code",
        "A word of your own on each receipt, to split the bill later.",
    ),
)
AGENTS = Entry(
    "Filing agents",
    "agents:agents",
    "Let somebody file for you with an account of his or her own; end it at any time.",
)
ACTING_FOR = Entry(
    "Change user", "agents:choose", "Whom you act for as a filing agent, and what you may do for each."
)
MISCELLANEOUS = (
    Entry(
        "Court Information",
        "utilities:court_information",
        "Address, hours, telephone, PDF limit and the meaning of case flags.",
    ),
    Entry(
        "Mailings...",
        "utilities:mailings",
        "Who is served in a case by e-mail and who on paper; mailing labels.",
    ),
    Entry(
        "Release 5.0 Menu Items",
        "utilities:release_5_0",
        "Verify a document, your transaction log, and reports on a case.",
    ),
    Entry(
        "NextGen Release 1.1 Menu Items",
        "utilities:nextgen_1_1",
        "Your PACER account in this court, and help that looks at it.",
    ),
)
RELEASE_5_0 = (
    Entry(
        "Verify a Document",
        "utilities:verify",
        "Check that a file is, to the last byte, what was filed, and that its stamp is true.",
    ),
    Entry("View Your Transaction Log", "utilities:transactions", "What you did in this court, day by day."),
    Entry("Docket Report", "reports:docket", "All that was filed in a case. The price comes first."),
    Entry("Claims Register", "reports:claims", "The claims filed in a case, with amounts and amendments."),
    Entry("List of Creditors", "reports:creditors", "The names and addresses of the creditors in a case."),
    Entry(
        "History/Documents", "reports:history", "The events of a case in short, or only those with documents."
    ),
    Entry("Calendar Events", "reports:calendar", "Hearings and open deadlines by day. Free."),
    Entry("Written Opinions", "reports:opinions", "The court's opinions. Free."),
)
NEXTGEN_1_1 = (
    LINK,
    Entry(
        "More about Upgraded PACER account",
        "linking:more",
        "Upgraded and legacy accounts, how to upgrade, and what linking does.",
    ),
    Entry(
        "View PACER Account Information",
        "utilities:account",
        "What this court knows of your PACER account, and where you are linked.",
    ),
    Entry("Change Your Client Code", "utilities:client_code", "The code on your receipts from now on."),
    Entry(
        "Review Billing History",
        "billing:history",
        "Receipts with totals, and a CSV file for your own books.",
    ),
    Entry(
        "Why can't I ...?",
        "help:why",
        "Looks at your account and says what stands in the way, with a reference for the clerk.",
    ),
    Entry("Search Help", "help:help", "A page for each screen, found by ordinary words."),
)


def your_account(viewer: Viewer, zone: str) -> list[Entry]:
    """Return the first list; once the viewer is linked, the second line says to whom and since when."""
    own = [_linked(viewer, zone) if each is LINK and viewer.linked else each for each in YOUR_ACCOUNT]
    return [*own, *_agents(viewer)]


def _agents(viewer: Viewer) -> list[Entry]:
    """Return the line about filing agents: a principal's, or an agent's own."""
    if viewer.is_agent:
        return [ACTING_FOR]
    return [AGENTS] if viewer.role in FILERS else []


def _linked(viewer: Viewer, zone: str) -> Entry:
    since = f" since {court_day(viewer.linked_at, zone)}" if viewer.linked_at else ""
    return Entry(
        f"Linked to {viewer.agent_name or viewer.court_user_name}{since}",
        LINK.page,
        "Your PACER account files here. There is nothing more to do in this court.",
    )
