"""Where filing starts: the events of a menu, the case, and drafts begun earlier."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse

from openecf.courthouse.cases import visibility
from openecf.courthouse.docket import events
from openecf.courthouse.filing import drafts, efile
from openecf.courthouse.people import registrations, roles
from openecf.foundation.refusals import NoSuchRecord

from ...forms import HouseForm, refusals_on
from . import frame

_MENUS = {"bk": ("Bankruptcy", "filing:bankruptcy"), "ap": ("Adversary", "filing:adversary")}


class NoSuchEvent(NoSuchRecord):
    """There is no such event for your account. Choose one from the menu Bankruptcy or Adversary."""


class CaseForm(HouseForm):
    """The case to file in."""

    case = forms.CharField(
        label="Case number",
        help_text="For example 26-01234. The office before it and letters after it may be left out.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Enter the case number."},
    )


class FindForm(HouseForm):
    """Words to narrow the events by."""

    find = forms.CharField(label="Find an event by words of its name", required=False)


def bankruptcy(request):
    """Show the events of bankruptcy cases, and ask for the case."""
    return _menu(request, "bk")


def adversary(request):
    """Show the events of adversary proceedings, and ask for the case."""
    return _menu(request, "ap")


def _menu(request, kind):
    viewer = request.viewer
    if viewer.signed_in and not viewer.may_file and not viewer.is_agent:
        context = {"help_page": "linking", "waits": registrations.own(viewer)}
        return render(request, "court/filing/link_first.html", context, status=403)
    roles.require_filer(viewer)
    form = CaseForm(request.POST or None, initial={"case": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid() and (begun := _begin(request, form, "")):
        return begun
    find = request.GET.get("find", "")
    heading, here = _MENUS[kind]
    context = {
        "heading": heading,
        "form": form,
        "find": FindForm(initial={"find": find}),
        "words": find,
        "categories": events.for_menu(viewer, kind, words=find),
        "draft_count": len(drafts.drafts_of(viewer)),
        "asked_case": request.GET.get("case", ""),
        "here": here,
        "help_page": "filing",
    }
    return render(request, "court/filing/menu.html", context)


def start(request, key):
    """Ask in which case a chosen event is to be filed."""
    roles.require_filer(request.viewer)
    event = events.catalog().get(key)
    if event is None or not any(event.may_be_filed(request.viewer.role, kind) for kind in event.kinds):
        raise NoSuchEvent
    form = CaseForm(request.POST or None, initial={"case": request.GET.get("case", "")})
    if request.method == "POST" and form.is_valid() and (begun := _begin(request, form, key)):
        return begun
    here = _MENUS[event.kinds[0]][1]
    context = {"form": form, "event": event, "here": here, "help_page": "filing"}
    return render(request, "court/filing/start.html", context)


def _begin(request, form, key):
    with refusals_on(form):
        case = visibility.case_for(request.viewer, form.cleaned_data["case"])
        draft = efile.begin(request.viewer, case, event=key, at=request.at)
        return frame.to_next_missing(draft)
    return None


def all_drafts(request):
    """List the viewer's drafts."""
    mine = [(draft, drafts.title_of(draft)) for draft in drafts.drafts_of(request.viewer)]
    return render(request, "court/filing/drafts.html", {"drafts": mine, "help_page": "drafts"})


@frame.opened
def draft(request, draft):
    """Go on with a draft where it was left."""
    return frame.to_next_missing(draft)


@frame.opened
def delete(request, draft):
    """Ask, then delete a draft."""
    if request.method == "POST":
        efile.delete(request.viewer, draft)
        return redirect(reverse("filing:drafts"))
    context = {"draft": draft, "title": drafts.title_of(draft), "help_page": "drafts"}
    return render(request, "court/filing/delete.html", context)
