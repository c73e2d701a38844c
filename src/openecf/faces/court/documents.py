"""Documents: the price page, the copy that was bought, opinions, and the free look."""

from urllib.parse import quote

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.courthouse.access import counter, papers, viewing
from openecf.courthouse.access.reports.document import ClaimCopy, DocumentCopy
from openecf.courthouse.access.viewing import OpenedCopy
from openecf.courthouse.notices.free_look import LookExpired, LookNeedsCookie, LookTaken, LookUsedUp
from openecf.foundation.references import new_token
from openecf.foundation.refusals import Refusal

from . import charging

_COOKIE_SECONDS = 60 * 24 * 3600
_PDF_POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
_NOT_THEIRS = (LookExpired, LookTaken, LookUsedUp, LookNeedsCookie)


def document(request, doc_id):
    """Show the price of a document, with the selection menu of its entry; an opinion is free to everybody."""
    if not counter.may_buy(request.viewer) and (paper := _opinion(request, doc_id)):
        return _opinion_page(request, paper)
    return _priced(request, DocumentCopy(doc_id))


def _opinion(request, doc_id):
    try:
        paper = papers.paper(request.viewer, doc_id)
    except Refusal:
        return None
    return paper if paper.opinion else None


def _opinion_page(request, paper):
    parts = papers.parts(request.viewer, paper.doc_id)
    context = {"paper": paper, "parts": parts, "help_page": "document"}
    return render(request, "court/documents/opinion.html", context)


@charging.signed_in
def claim(request, number, claim, version):
    """Show the price of a proof of claim."""
    return _priced(request, ClaimCopy(number, claim, version))


@charging.signed_in
def _priced(request, wanted):
    return charging.price_page(request, counter.quote(request.viewer, wanted, at=request.at))


@never_cache
@charging.signed_in
def copy(request, receipt):
    """Hand the bought copy to its buyer, as often as they like."""
    return pdf(viewing.open_bought(request.viewer, request.court, receipt))


def opinion(request, doc_id):
    """Hand out a written opinion."""
    return pdf(viewing.open_opinion(request.viewer, request.court, doc_id))


@never_cache
@require_http_methods(["GET", "POST"])
def look(request, doc_id, magic_num):
    """Say what the free look is (GET, uses nothing up); take it (POST)."""
    browser = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    who = (request.viewer, request.court, doc_id, magic_num)
    if request.method == "POST":
        charging.require_own_site(request)
        return _take(request, who, browser)
    response = _look_page(request, who, browser)
    if not browser:
        _give_cookie(response)
    return response


def _take(request, who, browser):
    try:
        taken = viewing.take_look(*who, browser=browser, at=request.at)
    except _NOT_THEIRS as refusal:
        return _look_page(request, who, browser, sentence=refusal.sentence, status=refusal.status)
    if taken.once:
        return pdf(taken)
    return charging.see_other(reverse("documents:look_copy", args=who[2:]))


def _look_page(request, who, browser, *, sentence="", status=200):
    page = viewing.look_page(*who, browser=browser, at=request.at)
    context = {"page": page, "sentence": sentence, "magic_num": who[3], "help_page": "free-look"}
    return render(request, "court/documents/look.html", context, status=status)


@never_cache
def look_copy(request, doc_id, magic_num):
    """Hand the document again to whoever took its free look."""
    browser = request.COOKIES.get(settings.BROWSER_COOKIE_NAME, "")
    return pdf(
        viewing.open_look(request.viewer, request.court, doc_id, magic_num, browser=browser, at=request.at)
    )


def pdf(opened: OpenedCopy) -> HttpResponse:
    """Answer with a PDF to be read in the browser; whatever is in it runs nothing and reaches nothing."""
    response = HttpResponse(opened.content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(opened.filename)}"
    response.headers["Content-Security-Policy"] = _PDF_POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _give_cookie(response) -> None:
    response.set_cookie(
        settings.BROWSER_COOKIE_NAME,
        new_token(),
        max_age=_COOKIE_SECONDS,
        httponly=True,
        secure=settings.HTTPS,
        samesite="Lax",
    )


app_name = "documents"
urlpatterns = [
    path("copies/<slug:receipt>/", copy, name="copy"),
    path("claims/<str:number>/<int:claim>-<int:version>/", claim, name="claim"),
    path("<slug:doc_id>/", document, name="document"),
    path("<slug:doc_id>/menu/", document, name="menu"),
    path("<slug:doc_id>/opinion/", opinion, name="opinion"),
    path("<slug:doc_id>/look/<slug:magic_num>/", look, name="look"),
    path("<slug:doc_id>/look/<slug:magic_num>/copy/", look_copy, name="look_copy"),
]
