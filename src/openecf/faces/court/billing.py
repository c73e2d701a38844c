"""Review Billing History: what the viewer was charged in this court."""

import csv
from io import StringIO

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

from openecf.courthouse.billing import history
from openecf.courthouse.courts import policies
from openecf.foundation import quarters

from ..templatetags.court import court_time
from . import charging
from .days import DaysForm

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    "Date",
    "Receipt",
    "Description",
    "Search Criteria",
    "Billable Pages",
    "Cost",
    "Client Code",
    "Free",
)


class HistoryForm(DaysForm):
    """The days, a client code, and the order."""

    client_code = forms.ChoiceField(label="Client code", required=False)
    sort = forms.ChoiceField(
        label="Sort by", choices=[("date", "Date"), ("client_code", "Client code/Date")], initial="date"
    )

    def __init__(self, asked, first, last, *, codes):
        """Offer the codes that were ever used."""
        super().__init__(asked, first, last)
        self.fields["client_code"].choices = [("", "All"), *((code, code) for code in codes)]


@charging.signed_in
def billing_history(request):
    """Show charges of some days with their totals, on the page or as CSV."""
    form = _form(request)
    found = None
    if form.is_valid():
        asked = form.cleaned_data
        found = history.charges(
            request.viewer,
            asked["date_from"],
            asked["date_to"],
            zone=request.court.timezone,
            client_code=asked["client_code"],
            sort=asked["sort"],
        )
        if request.GET.get("as") == "csv":
            return _csv(request, found)
    meter = history.meter(request.viewer, at=request.at)
    context = {
        "form": form,
        "history": found,
        "meter": meter,
        "quarter": quarters.spoken(meter.quarter),
        "here": "utilities:utilities",
        "help_page": "billing-history",
    }
    return render(request, "court/billing/history.html", context)


def _form(request) -> HistoryForm:
    today = policies.court_date(request.court, at=request.at)
    first = quarters.first_day(quarters.quarter_of(request.at))
    codes = history.client_codes(request.viewer)
    return HistoryForm(request.GET, min(first, today), today, codes=codes)


def _csv(request, found) -> HttpResponse:
    lines = StringIO()
    writer = csv.writer(lines)
    writer.writerow(_COLUMNS)
    for one in found.receipts:
        when = court_time(one.at, request.court.timezone)
        cost = f"{one.cents // 100}.{one.cents % 100:02d}"
        cells = (
            when,
            one.number,
            one.description,
            one.criteria,
            one.pages,
            cost,
            one.client_code,
            one.free_because,
        )
        writer.writerow([_plain(cell) for cell in cells])
    response = HttpResponse(lines.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="billing-history.csv"'
    return response


def _plain(cell):
    """Keep a spreadsheet from running a cell as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


app_name = "billing"
urlpatterns = [path("", billing_history, name="history")]
