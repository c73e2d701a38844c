"""Utilities about the court: its facts, who is served in a case, and what newer releases brought."""

from zoneinfo import ZoneInfo

from django import forms
from django.shortcuts import render

import openecf
from openecf.courthouse.cases import numbers, visibility
from openecf.courthouse.courts import flags, policies
from openecf.courthouse.notices import recipients, stamps
from openecf.courthouse.people import roles

from ...forms import HouseForm, refusals_on
from ...templatetags.court import zone_name
from . import lists

_MENU = {"here": "utilities:utilities"}


class CaseForm(HouseForm):
    """A case by its number."""

    case = forms.CharField(
        label="Case number",
        max_length=40,
        help_text="26-01234, 26-1234 and 3:26-bk-01234 all work.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def utilities(request):
    """List the nine utilities under their two headings."""
    roles.require_signed_in(request.viewer)
    context = {
        "your_account": lists.your_account(request.viewer, request.court.timezone),
        "miscellaneous": lists.MISCELLANEOUS,
        "help_page": "utilities",
    }
    return render(request, "court/utilities/utilities.html", _MENU | context)


def court_information(request):
    """Show the facts of the court; anybody may read them."""
    context = {
        "zone_name": zone_name(request.at.astimezone(ZoneInfo(request.court.timezone))),
        "offices": policies.offices(request.court),
        "pdf_limit_mb": policies.pdf_limit_mb(request.court),
        "nextgen": policies.is_nextgen(request.court, at=request.at),
        "version": openecf.__version__,
        "flags": flags.flags(request.court),
        "key": stamps.public_key(),
        "help_page": "court-information",
    }
    return render(request, "court/utilities/court_information.html", _MENU | context)


def mailings(request):
    """Show who is served in a case, electronically and on paper."""
    roles.require_signed_in(request.viewer)
    form = CaseForm(request.GET or None)
    context = _MENU | {"form": form, "help_page": "mailings"}
    if form.is_valid():
        with refusals_on(form):
            case = visibility.case_for(request.viewer, form.cleaned_data["case"])
            context |= _served(case, at=request.at)
    return render(request, "court/utilities/mailings.html", context)


def labels(request, number):
    """Show the paper addresses of a case as labels to print."""
    roles.require_signed_in(request.viewer)
    case = visibility.case_for(request.viewer, number)
    context = _MENU | _served(case, at=request.at) | {"help_page": "mailings"}
    return render(request, "court/utilities/labels.html", context)


def _served(case, *, at):
    service = recipients.who_is_served(case, at=at)
    shown = {"case": case, "number": numbers.display(case), "short": numbers.short(case)}
    return shown | {"service": service}


def release_5_0(request):
    """List the Release 5.0 Menu Items."""
    return _release(request, "Release 5.0 Menu Items", lists.RELEASE_5_0)


def nextgen_1_1(request):
    """List the NextGen Release 1.1 Menu Items."""
    return _release(request, "NextGen Release 1.1 Menu Items", lists.NEXTGEN_1_1)


def _release(request, heading, entries):
    roles.require_signed_in(request.viewer)
    context = _MENU | {"heading": heading, "entries": entries, "help_page": "release-items"}
    return render(request, "court/utilities/release.html", context)
