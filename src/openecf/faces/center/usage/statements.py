"""Statements of account, quarter by quarter, itemised by user and client code."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openecf.center.payments import paying
from openecf.center.usage import courts, exports, printing, statements
from openecf.faces.center.holders import signed_in

from . import files


@never_cache
@require_safe
@signed_in
def statement(request):
    """List the account's quarters with what was used, waived and due."""
    context = {
        "summaries": statements.summaries(request.user, at=request.at),
        "balance": paying.balance_of(request.user),
    }
    return render(request, "center/usage/statement.html", context)


@never_cache
@require_safe
@signed_in
def invoice(request, quarter):
    """Show one quarter, itemised."""
    context = {
        "invoice": statements.invoice(request.user, quarter, at=request.at),
        "titles": {door.court_id: door.title for door in courts.doors()},
    }
    return render(request, "center/usage/invoice.html", context)


@never_cache
@require_safe
@signed_in
def invoice_file(request, quarter, kind):
    """Give one quarter as PDF or CSV."""
    if kind not in ("csv", "pdf"):
        raise Http404
    found = statements.invoice(request.user, quarter, at=request.at)
    content = printing.invoice_pdf(found) if kind == "pdf" else exports.invoice_csv(found)
    return files.download(f"statement-{found.number}-{found.quarter}.{kind}", content)
