"""The old addresses: those that notices carry, and those by which programs sign on and log out."""

import re

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import path, re_path
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from openecf.courthouse.cases import numbers, visibility

from . import login, programs, sign_on

_CASEID = re.compile(r"[0-9]{1,12}")
_PROGRAMS = (  # of the old menus and of clients
    "SearchClaims ClaimsActRpt HistDocQry CredMatrixCase show_temp show_doc show_multidocs "
    "document_link mobile_query DisplayMenu menu links ehistory qryAlias qryAscCases qryAttorneys qrySummary "
    "CreditorQry SchedQry FilerQry NoticeOfFiling qryParties RelTransactQry StatusQry qryTrustee "
    "qryViewDocument qryDocument QryRMSLocation qryMDL ClaimHistory CredHistory Claimant DisplayReceipt "
    "MailList MailLabelsCase CreateCreditorMatrix AsccaseDisplay"
).split()
_OTHERS = rf"^cgi-bin/(?:{'|'.join(_PROGRAMS)})(?:\.pl)?$"


@require_safe
def document(request, doc_id):
    """Lead to a document's page: to the free look of a mailed link, else to its price."""
    magic_num = request.GET.get("magic_num", "")
    if magic_num.isascii() and magic_num.isdecimal():
        return redirect("documents:look", doc_id, magic_num)
    return _missing(request) if request.token else redirect("documents:document", doc_id)


@csrf_exempt  # reads only
@require_http_methods(["GET", "HEAD", "POST"])
def docket(request):
    """Lead to the page of the case whose number of old addresses stands after the question mark."""
    if request.token or request.method == "POST":
        return _missing(request)
    asked = request.META.get("QUERY_STRING", "")
    if not asked:
        return redirect("query:query")
    if not _CASEID.fullmatch(asked):
        raise Http404
    case = visibility.visible_cases(request.viewer).filter(pk=int(asked)).first()
    if case is None:
        raise Http404
    return redirect("query:case", numbers.short(case))


@never_cache
@csrf_exempt  # reads only
@require_http_methods(["GET", "HEAD", "POST"])
def query(request):
    """Show who is signed on; ask to sign on who is not."""
    if not request.viewer.signed_in:
        return sign_on.asked(request)
    return render(request, "classic/query.html", {"token": request.token})


@never_cache
@csrf_exempt  # nothing is taken
@require_http_methods(["GET", "HEAD", "POST"])
def program(request):
    """Ask to sign on; of those signed on, say that this program is not here."""
    return _missing(request)


def _missing(request):
    if not request.viewer.signed_in:
        return sign_on.asked(request)
    return render(request, "classic/missing.html", {}, status=404)


urlpatterns = [
    path("doc1/<slug:doc_id>", programs.welcome(document), name="classic_document"),
    path("cgi-bin/DktRpt.pl", programs.welcome(docket), name="classic_docket"),
    path("cgi-bin/login.pl", programs.welcome(login.login), name="classic_login"),
    path("cgi-bin/iquery.pl", programs.welcome(query), name="classic_query"),
    path("cgi-bin/iqquerymenu.pl", programs.welcome(query), name="classic_case"),
    re_path(_OTHERS, programs.welcome(program), name="classic_program"),
]
