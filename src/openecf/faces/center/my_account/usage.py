"""Usage in all courts, quarter by quarter."""

import csv

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openecf.center.usage import courts, ledger, quarters
from openecf.faces.center.holders import signed_in
from openecf.foundation.quarters import ZONE, ZONE_NAME


@never_cache
@require_safe
@signed_in
def usage(request):
    """Show the receipts of a quarter in all courts, with totals."""
    chosen, choices = _quarter(request)
    records = ledger.records(request.user, chosen)
    context = {
        "quarter": quarters.quarter(request.user, chosen),
        "choices": choices,
        "records": records,
        "codes": ledger.by_client_code(request.user, chosen),
        "titles": {door.court_id: door.title for door in courts.doors()},
        "zone": ZONE_NAME,
    }
    return render(request, "center/my_account/usage.html", context)


@never_cache
@require_safe
@signed_in
def usage_csv(request):
    """Give the receipts of a quarter as CSV; cells a spreadsheet would run are guarded."""
    chosen, _ = _quarter(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{chosen}.csv"'
    rows = csv.writer(response)
    rows.writerow(
        [
            "Date and time (Central)",
            "Court",
            "Description",
            "Search",
            "Pages",
            "Cost",
            "Client code",
            "Receipt",
        ]
    )
    for each in ledger.records(request.user, chosen):
        local = f"{each.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"
        texts = [_guarded(text) for text in (each.court_id, each.description, each.criteria)]
        cost = f"{each.cents // 100}.{each.cents % 100:02}"
        rows.writerow([local, *texts, each.pages, cost, _guarded(each.client_code), _guarded(each.receipt)])
    return response


def _quarter(request) -> tuple[str, list[tuple[str, str]]]:
    """Return the quarter asked for, or the present one, and those to choose from."""
    now = quarters.this_quarter(request.user, at=request.at).quarter
    names = sorted({now, *quarters.with_usage(request.user)}, reverse=True)
    asked = request.GET.get("quarter", "")
    return asked if asked in names else now, [(name, quarters.spoken(name)) for name in names]


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
