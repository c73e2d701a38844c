"""The two old addresses that notices carry, so that mail programs, habits and bookmarks stay right."""

import re

from django.http import Http404
from django.shortcuts import redirect
from django.urls import path
from django.views.decorators.http import require_safe

from openecf.courthouse.cases import numbers, visibility

_CASEID = re.compile(r"[0-9]{1,12}")


@require_safe
def document(request, doc_id):
    """Lead to a document's page: to the free look of a mailed link, else to its price."""
    magic_num = request.GET.get("magic_num", "")
    if magic_num.isascii() and magic_num.isdecimal():
        return redirect("documents:look", doc_id, magic_num)
    return redirect("documents:document", doc_id)


@require_safe
def docket(request):
    """Lead to the page of the case whose number of old addresses stands after the question mark."""
    asked = request.META.get("QUERY_STRING", "")
    if not asked:
        return redirect("query:query")
    if not _CASEID.fullmatch(asked):
        raise Http404
    case = visibility.visible_cases(request.viewer).filter(pk=int(asked)).first()
    if case is None:
        raise Http404
    return redirect("query:case", numbers.short(case))


urlpatterns = [
    path("doc1/<slug:doc_id>", document, name="classic_document"),
    path("cgi-bin/DktRpt.pl", docket, name="classic_docket"),
]
