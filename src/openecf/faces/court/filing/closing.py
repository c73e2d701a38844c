"""The end of a filing: the check, the one press of the button, and the page that proves it."""

from django.shortcuts import render

from openecf.courthouse.filing import checking, drafts, efile, receipts

from ...forms import HouseForm, refusals_on
from ...middleware import client_address
from . import frame


@frame.opened
def check(request, draft):
    """Show all that filing the draft would do. Nothing is filed until the button is pressed."""
    if drafts.missing_from(draft):
        return frame.to_next_missing(draft)
    return _check_page(request, draft, HouseForm())


@frame.opened
def submit(request, draft):
    """File the draft; sent twice, it leads to the same page. Only opened, it files nothing and goes on."""
    if request.method != "POST":
        return frame.to_next_missing(draft)
    form = HouseForm(request.POST)
    form.full_clean()
    key, address = request.POST.get("key", ""), client_address(request)
    with refusals_on(form):
        return frame.to_filed(efile.submit(request.viewer, draft, key=key, address=address, at=request.at))
    if drafts.missing_from(draft):
        return frame.to_next_missing(draft)
    return _check_page(request, draft, form)


def filed(request, reference):
    """Show what was filed under a reference."""
    page = {"receipt": receipts.receipt_for(request.viewer, reference), "help_page": "filed"}
    return render(request, "court/filing/filed.html", page)


def _check_page(request, draft, form):
    seen = checking.preview(request.viewer, draft, at=request.at)
    page = frame.about(draft, drafts.CHECK, seen=seen, form=form, help_page="filing-check")
    return render(request, "court/filing/check.html", page)
