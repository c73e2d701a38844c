"""The home page of a court: the public door, the search-only page, and the filing start page."""

from datetime import timedelta

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from openecf.courthouse.courts import policies
from openecf.courthouse.fees import dues
from openecf.courthouse.filing import drafts
from openecf.courthouse.notices import delivery, received
from openecf.courthouse.people import last_sign_on

_MOST_LINES = 5


def home(request):
    """Show the page that fits the viewer: nobody signed in, search only, or a filer."""
    facts = {
        "here": "home:home",
        "help_page": "home",
        "deadline": policies.filing_day_ends_at(request.court, at=request.at) - timedelta(minutes=1),
        "pdf_limit_mb": policies.pdf_limit_mb(request.court),
        "nextgen": policies.is_nextgen(request.court, at=request.at),
    }
    if not request.viewer.signed_in:
        return _public(request, facts)
    facts["signed_on_before"] = last_sign_on.before(request.viewer)
    if request.viewer.is_agent and not request.viewer.acting:
        return HttpResponseRedirect(reverse("agents:choose"))
    if request.viewer.acting and not request.viewer.may_file:
        return render(request, "court/home/pays_only.html", facts | {"fees": _fees(request)})
    if not request.viewer.may_file:
        return render(request, "court/home/search_only.html", facts)
    return render(request, "court/home/filing.html", facts | _work(request))


def _public(request, facts):
    facts["logged_out"] = "logged_out" in request.GET
    return render(request, "court/home/public.html", facts)


def _work(request):
    """Gather what waits for a filer: drafts, notices, mail that did not arrive, fees."""
    viewer = request.viewer
    own = drafts.drafts_of(viewer)
    return {
        "drafts": [(draft, drafts.title_of(draft)) for draft in own[:_MOST_LINES]],
        "more_drafts": len(own) - _MOST_LINES,
        "notices": received.latest(viewer, most=_MOST_LINES),
        "lost_to_me": received.undelivered(viewer, most=_MOST_LINES),
        "lost_of_mine": delivery.undelivered_for(viewer, most=_MOST_LINES),
        "fees": _fees(request),
    }


def _fees(request):
    """Return what is owed, to who may pay it."""
    return dues.unpaid(request.viewer, at=request.at) if request.viewer.may_pay else []


app_name = "home"
urlpatterns = [path("", home, name="home")]
