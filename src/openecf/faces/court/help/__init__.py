"""Help of a court: a page for each screen, a search, and Why can't I ...?"""

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import path

from ...forms import HouseForm
from . import topics, why


class SearchForm(HouseForm):
    """Words to look for in Help."""

    words = forms.CharField(label="Search Help", max_length=100, required=False)


def contents(request):
    """List the topics, or those that fit the words searched for."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["words"].strip() if form.is_valid() else ""
    return render(
        request,
        "court/help/contents.html",
        {
            "form": form,
            "words": words,
            "found": topics.find(words) if words else [],
            "groups": topics.groups(),
            "here": "help:help",
            "help_page": "help",
        },
    )


def page(request, slug):
    """Show one topic."""
    try:
        topic = topics.topic(slug)
    except KeyError:
        raise Http404 from None
    return render(request, "court/help/page.html", {"topic": topic, "here": "help:help"})


app_name = "help"
urlpatterns = [
    path("", contents, name="help"),
    path("why/", why.ask, name="why"),
    path("<slug:slug>/", page, name="page"),
]
