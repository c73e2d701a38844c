"""What was bought, with its receipt: free for its buyer, as often as they like."""

from itertools import chain

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from openecf.courthouse.access import counter
from openecf.courthouse.access.reports.docket import SHORT

from ...templatetags.court import court_time
from .. import charging
from . import docket_rows

_ROWS = mark_safe(
    "<!--rows-->"
)  # where the rows go; no text of the record can be like it, for it would be escaped
_ORDERS = {
    "newest": "most recent date first",
    "oldest": "oldest date first",
    "number": "by document number, ascending",
    "number_down": "by document number, descending",
}
_OF_A_CASE = ("document", "claim", "creditors")
_TEMPLATES = {
    "claims": "court/reports/claims.html",
    "creditors": "court/reports/creditors.html",
    "history": "court/reports/history.html",
    "search": "court/query/found.html",
    "document": "court/documents/bought.html",
    "claim": "court/documents/bought.html",
}


@charging.signed_in
def receipt(request, number):
    """Show what a receipt paid for."""
    served = counter.bought(request.viewer, number)
    content = served.wanted.read(request.viewer)
    kind = served.wanted.kind
    context = {
        "receipt": served.receipt,
        "paid_at": court_time(served.receipt.at, request.court.timezone),
        "criteria_label": "Case Number:" if kind in _OF_A_CASE else "Search Criteria:",
        "wanted": served.wanted,
        "here": "query:query" if kind in ("search", "document", "claim") else "reports:reports",
        "help_page": "receipt",
    }
    draw = _docket if kind == "docket" else _drawn
    response = draw(request, content, context)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _drawn(request, content, context):
    return render(request, _TEMPLATES[context["wanted"].kind], context | {"content": content})


def _docket(request, sheet, context):
    """Draw the frame as a template and the rows by a function; a long docket is streamed."""
    head = sheet.head
    about = {"caption": head.caption, "flags": head.flags, "parties": head.parties, "rows": _ROWS}
    about["order"] = _ORDERS[context["wanted"].sort]
    frame = render_to_string("court/reports/docket.html", context | about, request)
    above, _, below = frame.partition(_ROWS)
    rows = docket_rows.drawn(sheet, at=request.at)
    if sheet.at_most > SHORT:
        return StreamingHttpResponse(chain((above,), rows, (below,)))
    return HttpResponse("".join((above, *rows, below)))
