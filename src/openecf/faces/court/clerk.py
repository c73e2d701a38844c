"""The clerk's desk: requests to link, notices that did not arrive, and the references of people who call."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from openecf.courthouse.notices import delivery
from openecf.courthouse.people import deciding, finding, lookup, registrations, requests, roles, troubles
from openecf.foundation.refusals import NoSuchRecord

from ..forms import HouseForm, refusals_on
from . import fields, guards, trail_words


class LookUpForm(HouseForm):
    """A reference that somebody read out."""

    reference = forms.CharField(
        label="Reference",
        help_text="For example LNK-7F3K-92QD, FIL-..., REQ-..., REG-..., WHY-... or REF-...",
        max_length=20,
        error_messages={"required": "Enter the reference the caller gives you."},
    )


class FindForm(HouseForm):
    """Words to find a filing account by."""

    find = forms.CharField(
        label="Find the account by login, name, e-mail address, firm or bar number",
        required=False,
        max_length=120,
    )


class ProposeForm(HouseForm):
    """What one clerk proposes."""

    proposal = forms.ChoiceField(
        label="What do you propose?",
        choices=[
            ("address", "Put a new e-mail address on the record, and send the link there"),
            ("link", "Make the link itself"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you propose."},
    )
    new_email = forms.CharField(
        label="New e-mail address (only for the first choice)",
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    reason = fields.reason("How do you know who it is? It stays on the record.")


class DecideForm(HouseForm):
    """What another clerk decides. Its two buttons say which."""

    decision = forms.ChoiceField(
        choices=[("approve", "Approve"), ("refuse", "Refuse")],
        error_messages={"required": "Press Approve or Refuse.", "invalid_choice": "Press Approve or Refuse."},
        widget=forms.HiddenInput,
    )
    reason = fields.reason("It stays on the record and goes to every address.")


def desk(request):
    """List what waits, and open a reference."""
    roles.require_staff(request.viewer)
    form = LookUpForm(request.GET if "reference" in request.GET else None)
    line = None
    if form.is_valid():
        reference = form.cleaned_data["reference"].strip().upper()
        if page := _page_of(reference):
            return HttpResponseRedirect(page)
        with refusals_on(form):
            (line,) = trail_words.told(request, [lookup.line(request.viewer, request.court, reference)])
    context = {
        "form": form,
        "line": line,
        "open": requests.open_requests(request.viewer, request.court),
        "registrations": len(registrations.waiting(request.viewer, request.court)),
        "undelivered": len(delivery.undelivered(request.viewer, request.court)),
    }
    return _page(request, "desk", context)


def link_request(request, reference):
    """Show a request: who asks, what account it may be, why linking failed, and the next step."""
    return _request(request, reference)


def propose(request, reference):
    """Take one clerk's proposal."""
    if request.method != "POST":  # who signed in again comes back by GET
        return _see_request(reference)
    form, account = ProposeForm(request.POST, auto_id="propose_%s"), request.POST.get("account", "")
    if form.is_valid():
        with refusals_on(form):
            deciding.propose(
                request.viewer,
                request.court,
                reference,
                account_number=fields.number_in(account) or 0,
                at=request.at,
                **form.cleaned_data,
            )
            return _see_request(reference, "proposed")
    return _request(request, reference, form=form, number=fields.number_in(account))


def decide(request, reference):
    """Take another clerk's decision: approve or refuse."""
    if request.method != "POST":
        return _see_request(reference)
    form = DecideForm(request.POST, auto_id="decide_%s")
    if form.is_valid():
        with refusals_on(form):
            _decide(request, reference, **form.cleaned_data)
            return _see_request(reference, "decided")
    return _request(request, reference, form=form)


def _decide(request, reference, decision, reason):
    who, court, at = request.viewer, request.court, request.at
    if decision == "approve":
        mark = request.POST.get("mark", "")
        deciding.approve(who, court, reference, mark=mark, reason=reason, at=at)
    else:
        deciding.refuse(who, court, reference, reason=reason, at=at)


def trouble(request, reference):
    """Show what "Why can't I ...?" found for somebody who calls."""
    found = troubles.trouble(request.viewer, request.court, reference)
    why = _why(request, found.person_id) if found.person_id else {}
    return _page(request, "trouble", {"found": found, **why})


def undelivered(request):
    """List the notices that did not arrive."""
    rows = delivery.undelivered(request.viewer, request.court)
    return _page(request, "undelivered", {"rows": rows})


def _request(request, reference, *, form=None, number=None):
    """Draw the page of a request; `form` is the one that was sent and has errors."""
    viewer, court = request.viewer, request.court
    asked = requests.request(viewer, court, reference)
    account = _account(request, number or fields.number_in(request.GET.get("account", ""))) or asked.account
    number = account.number if account else None
    find = FindForm(request.GET if "find" in request.GET else None)
    words = find.cleaned_data["find"] if find.is_valid() else ""
    context = {
        "asked": asked,
        "sign_in_again": guards.sign_in_again(request, reverse("clerk:request", args=[reference])),
        "done": _DONE.get((request.GET.get("done"), asked.state), ""),
        "form": form,
        "find": find,
        "words": words,
        "found": finding.find_accounts(viewer, court, words),
        "account": account,
        "compared": requests.compare(viewer, court, reference, number) if number else None,
        **_why(request, asked.asker.person_id, number),
        "propose": form if isinstance(form, ProposeForm) else ProposeForm(auto_id="propose_%s"),
        "decide": form if isinstance(form, DecideForm) else DecideForm(auto_id="decide_%s"),
        "help_page": "link-requests",
    }
    return _page(request, "request", context)


def _account(request, number):
    """Return the account a clerk chose, or None when this court has no such account."""
    try:
        return finding.account(request.viewer, request.court, number) if number else None
    except NoSuchRecord:
        return None


def _why(request, person_id, number=None) -> dict[str, object]:
    """Return what a person tried here, in words."""
    why = finding.why(request.viewer, request.court, person_id, number, at=request.at)
    return {"why": why, "lines": trail_words.told(request, why.lines)}


_DONE = {
    ("proposed", "proposed"): "Your proposal is on the record. Another clerk must decide.",
    ("decided", "approved"): "Approved. The filer was told by e-mail.",
    ("decided", "refused"): "Refused. The filer was told by e-mail.",
}


def _page_of(reference: str) -> str:
    """Return the page of a reference whose prefix says what it is."""
    pages = {
        "REQ": "clerk:request",
        "WHY": "clerk:trouble",
        "REG": "registrations:registration",
        "CHG": "registrations:registration",
    }
    name = pages.get(reference.partition("-")[0])
    return reverse(name, args=[reference]) if name and "/" not in reference else ""


def _see_request(reference, done=""):
    page = reverse("clerk:request", args=[reference])
    return HttpResponseRedirect(f"{page}?done={done}" if done else page, status=303)


def _page(request, name, context):
    context = {"here": "clerk:desk", "help_page": "clerk-desk", **context}
    return render(request, f"court/clerk/{name}.html", context)


app_name = "clerk"
urlpatterns = [
    path("", desk, name="desk"),
    path("requests/<str:reference>/", link_request, name="request"),
    path("requests/<str:reference>/propose/", propose, name="propose"),
    path("requests/<str:reference>/decide/", decide, name="decide"),
    path("troubles/<str:reference>/", trouble, name="trouble"),
    path("undelivered/", undelivered, name="undelivered"),
]
