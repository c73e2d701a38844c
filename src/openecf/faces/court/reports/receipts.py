"""What was bought, with its receipt: free for its buyer, as often as they like."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache

from openecf.courthouse.access import counter

from .. import charging
from . import docket_rows

STREAMED_ABOVE = 2000  # entries
_ROWS = "<!--rows-->"
_TEMPLATES = {
    "claims": "court/reports/claims.html",
    "creditors": "court/reports/creditors.html",
    "history": "court/reports/history.html",
    "search": "court/query/found.html",
    "document": "court/documents/bought.html",
    "claim": "court/documents/bought.html",
}


@never_cache
@charging.signed_in
def receipt(request, number):
    """Show what a receipt paid for."""
    served = counter.bought(request.viewer, number)
    content = served.wanted.read(request.viewer)
    kind = served.wanted.kind
    context = {
        "receipt": served.receipt,
        "wanted": served.wanted,
        "content": content,
        "here": "query:query" if kind in ("search", "document", "claim") else "reports:reports",
        "help_page": "receipt",
    }
    if kind == "docket":
        return _docket(request, content, context)
    return render(request, _TEMPLATES[kind], context)


def _docket(request, sheet, context):
    """Draw the frame as a template and the rows by a function; a long docket is streamed."""
    head, _, tail = render_to_string(
        "court/reports/docket.html", context | {"rows": _ROWS}, request
    ).partition(_ROWS)
    rows = docket_rows.drawn(sheet, at=request.at)
    if sheet.at_most > STREAMED_ABOVE:
        return StreamingHttpResponse(_pieces(head, rows, tail))
    return HttpResponse("".join((head, *rows, tail)))


def _pieces(head, rows, tail):
    yield head
    yield from rows
    yield tail
