"""The tabs of Manage My Account and what stands under each; which of it is there depends on the account."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import lazy

from openecf.center.accounts import profile
from openecf.center.accounts.profile import AccountFacts


def _anybody(facts: AccountFacts) -> bool:
    return True


def _upgraded(facts: AccountFacts) -> bool:
    return not facts.is_legacy


def _person(facts: AccountFacts) -> bool:
    return facts.holder == "individual"


def _filing_person(facts: AccountFacts) -> bool:
    return _upgraded(facts) and _person(facts)


def _firm(facts: AccountFacts) -> bool:
    return facts.holder == "firm"


@dataclass(frozen=True)
class Item:
    """One link under a tab, and for whom it is there."""

    label: str
    page: str
    note: str = ""
    query: str = ""
    shown: Callable[[AccountFacts], bool] = _anybody


@dataclass(frozen=True)
class Tab:
    """One tab: its page, the sections and pages that belong to it too, and its links."""

    label: str
    page: str
    sections: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    shown: Callable[[AccountFacts], bool] = _anybody


@dataclass(frozen=True)
class Link:
    """A link as the page shows it."""

    label: str
    address: str
    note: str = ""
    current: bool = False


TABS = (
    Tab(
        "Settings",
        "my_account:settings",
        (
            *("factors", "security", "keys"),
            *("my_account:password_changed", "my_account:email_sent", "my_account:confirm_email"),
        ),
        (
            Item(
                "Change Username",
                "my_account:username",
                "Courts learn it when you next sign in there.",
                shown=_upgraded,
            ),
            Item("Change Password", "my_account:password", "Every other browser is signed out."),
            Item(
                "Change E-mail Address",
                "my_account:email",
                "Of the account itself. The new one is checked by a link we send there.",
            ),
            Item(
                "Set Security Information",
                "my_account:security_information",
                "Questions for a call to the Service Center. They never let anybody in.",
            ),
            Item(
                "Update PACER Billing Email",
                "my_account:billing_email",
                "Where bills go, and copies of them.",
            ),
            Item(
                "Set PACER Billing Preferences",
                "my_account:billing_preferences",
                "Receipts shown or not, the client code and its form.",
            ),
            Item(
                "Manage MFA Settings", "factors:factors", "Authenticator apps, passkeys and recovery codes."
            ),
            Item("Sessions and Security Log", "security:security", "Where you are signed in; what happened."),
            Item("Keys for Programs", "keys:keys", "For a program that searches in your name."),
        ),
    ),
    Tab(
        "Maintenance",
        "my_account:maintenance",
        ("efile",),
        (
            Item("Update Personal Information", "my_account:personal", "Name and birth date."),
            Item(
                "Update Address Information",
                "my_account:address",
                "Firm, address, telephone; and in which cases the courts change it.",
            ),
            Item(
                "Update E-Filer Email Noticing and Frequency",
                "my_account:noticing",
                "Where and how often courts tell you of filings.",
                shown=_filing_person,
            ),
            Item("Display Registered Courts", "efile:courts", "Where you may file.", shown=_filing_person),
            Item(
                "Attorney Admissions / E-File Registration",
                "efile:register",
                "Ask a court to let you file as an attorney.",
                query="attorney",
                shown=_filing_person,
            ),
            Item(
                "Non-Attorney E-File Registration",
                "efile:register",
                "Creditor, filing agent, party, trustee, US trustee.",
                query="nonattorney",
                shown=_filing_person,
            ),
            Item(
                "Check E-File Status", "efile:status", "What became of what you asked.", shown=_filing_person
            ),
            Item(
                "E-File Registration/Maintenance History",
                "efile:history",
                "All you ever asked of courts.",
                shown=_filing_person,
            ),
            Item(
                "Deactivate ECF Account", "efile:withdraw", "Give up filing in a court.", shown=_filing_person
            ),
        ),
    ),
    Tab("Payments", "payments:payments", ("payments",)),
    Tab("Usage", "usage:usage", ("usage",)),
    Tab("PAA Maintenance", "firm:firm", ("firm",), shown=_firm),
)


def shown(request) -> list[Link]:
    """Return the tabs for a page, when its reader is signed in; worked out only if the page draws them."""
    return lazy(lambda: _links(request), list)()


def _links(request) -> list[Link]:
    if not request.user.is_authenticated:
        return []
    return links(request.user, request.resolver_match.view_name if request.resolver_match else "")


def links(account, here: str) -> list[Link]:
    """Return the tabs of a signed-in account; `here` is the name of the page that is open."""
    facts = profile.facts(account)
    found = []
    for tab in TABS:
        if tab.shown(facts) and (address := _address(tab.page)):
            found.append(Link(tab.label, address, current=_is_open(tab, here)))
    return found


def items(tab: Tab, account) -> list[Link]:
    """Return what stands under a tab for this account; each is there when its page is."""
    facts = profile.facts(account)
    found = []
    for item in tab.items:
        if item.shown(facts) and (address := _address(item.page)):
            address += f"?as={item.query}" if item.query else ""
            found.append(Link(item.label, address, item.note))
    return found


def _is_open(tab: Tab, here: str) -> bool:
    pages = {tab.page, *(item.page for item in tab.items)}
    return here in pages or here in tab.sections or here.split(":")[0] in tab.sections


def _address(page: str) -> str:
    try:
        return reverse(page)
    except NoReverseMatch:
        return ""
