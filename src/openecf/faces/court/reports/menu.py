"""The menu of reports, with one line and the price of each."""

from dataclasses import dataclass

from django.shortcuts import render

from ..charging import signed_in

_CASE_PRICE = "$0.10 a page, at most $3.00"


@dataclass(frozen=True)
class Item:
    """A report of the menu."""

    label: str
    page: str
    hint: str
    price: str


ITEMS = (
    Item("Docket Report", "reports:docket", "Everything filed in a case, with its parties.", _CASE_PRICE),
    Item("Claims Register", "reports:claims", "The proofs of claim of a case.", _CASE_PRICE),
    Item("List of Creditors", "reports:creditors", "Names and addresses for mailings.", _CASE_PRICE),
    Item("History/Documents", "reports:history", "The events of a case in short lines.", _CASE_PRICE),
    Item("Calendar Events", "reports:calendar", "Hearings and deadlines of the court.", "Free"),
    Item("Written Opinions", "reports:opinions", "Opinions of the court, to read.", "Free"),
)


@signed_in
def reports(request):
    """List the reports."""
    context = {"here": "reports:reports", "help_page": "reports", "items": ITEMS}
    return render(request, "court/reports/reports.html", context)
