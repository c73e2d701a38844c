"""Usage in all courts, quarter by quarter."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openecf.center.usage import closing, exports, ledger, quarters, transactions
from openecf.center.usage.transactions import Wanted
from openecf.faces.center.holders import signed_in
from openecf.foundation import quarters as calendar
from openecf.foundation.quarters import ZONE, ZONE_NAME

from . import files


@never_cache
@require_safe
@signed_in
def usage(request):
    """Show the receipts of a quarter in all courts, with totals."""
    chosen, choices = _quarter(request)
    context = {
        "quarter": quarters.quarter(request.user, chosen),
        "choices": choices,
        "records": ledger.records(request.user, chosen),
        "codes": ledger.by_client_code(request.user, chosen),
        "zone": ZONE_NAME,
    }
    return render(request, "center/usage/usage.html", context)


@never_cache
@require_safe
@signed_in
def quarter_csv(request):
    """Give the receipts of a quarter as CSV; cells a spreadsheet would run are guarded."""
    chosen, _ = _quarter(request)
    last = closing.ends_at(chosen).astimezone(ZONE).date() - files.ONE_DAY
    wanted = Wanted(calendar.first_day(chosen), last)
    rows = transactions.every(request.user, wanted)
    return files.download(f"usage-{chosen}.csv", exports.transactions_csv(rows))


def _quarter(request) -> tuple[str, list[tuple[str, str]]]:
    """Return the quarter asked for, or the present one, and those to choose from."""
    now = quarters.this_quarter(request.user, at=request.at).quarter
    names = sorted({now, *quarters.with_usage(request.user)}, reverse=True)
    asked = request.GET.get("quarter", "")
    return asked if asked in names else now, [(name, quarters.spoken(name)) for name in names]
