"""The clerk's view of filing accounts: find, disable and restore one, correct its link, merge duplicates."""

from django import forms
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from openecf.courthouse.filing import merging
from openecf.courthouse.people import closing, correcting, corrections, records, roles

from ..forms import HouseForm, refusals_on
from . import fields, trail_words
from .guards import freshly_signed_in, see_other, signed_in

_OFF = {"autocomplete": "off", "spellcheck": "false"}
_DONE = {
    "disabled": "The account is disabled. Every address on the record was told by e-mail.",
    "restored": "The account is restored. Every address on the record was told by e-mail.",
    "proposed": "Your proposal is on the record. Another of the staff must decide.",
    "made": "The correction is made. Both sides were told by e-mail.",
    "refused": "The correction was refused. Nothing was changed.",
}


class FindForm(HouseForm):
    """Words to find an account by."""

    find = forms.CharField(
        label="Name, login, e-mail address, bar number, firm, PACER username or any of its numbers",
        max_length=120,
        widget=forms.TextInput(attrs=_OFF),
        error_messages={"required": "Type something to look for."},
    )


class ReasonForm(HouseForm):
    """Why."""

    reason = fields.reason("It stays on the record and goes to every address.")


class CorrectForm(ReasonForm):
    """What one of the staff proposes."""

    kind = forms.ChoiceField(
        label="What do you propose?",
        choices=[
            ("unlink", "Unlink: the account belongs to nobody until it is linked again"),
            ("relink", "Link it to another PACER account"),
            ("merge", "Merge a duplicate account of the same person into this one"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you propose."},
    )
    to_number = forms.CharField(
        label="PACER account number (only to link to another)",
        required=False,
        max_length=7,
        widget=forms.TextInput(attrs=_OFF | {"inputmode": "numeric"}),
    )
    other_number = forms.IntegerField(
        label="Number of the account that goes into this one (only to merge)",
        required=False,
        min_value=1,
        max_value=10**12,
        widget=forms.TextInput(attrs=_OFF | {"inputmode": "numeric"}),
    )
    field_order = ("kind", "to_number", "other_number", "reason")


@signed_in
@require_GET
def accounts(request):
    """Find accounts, and list the corrections that wait."""
    roles.require_staff(request.viewer)
    form = FindForm(request.GET if "find" in request.GET else None)
    found = None
    if form.is_valid():
        found = records.find(request.viewer, request.court, form.cleaned_data["find"])
    waiting = corrections.waiting(request.viewer, request.court)
    return _page(request, "accounts", {"form": form, "found": found, "waiting": waiting})


@freshly_signed_in
def account(request, number):
    """Show one account with everything known of it, and what can be done."""
    return _account(request, number)


@require_POST
def disable(request, number):
    """Disable an account."""
    return _turn(request, number, closing.disable, "disabled")


@require_POST
def restore(request, number):
    """Restore an account."""
    return _turn(request, number, closing.restore, "restored")


def _turn(request, number, act, done):
    form = ReasonForm(request.POST, auto_id="turn_%s")
    if form.is_valid():
        with refusals_on(form):
            act(request.viewer, request.court, number, at=request.at, **form.cleaned_data)
            return see_other("accounts:account", number, done=done)
    return _account(request, number, turn=form)


@require_POST
def propose(request, number):
    """Take a proposal to correct this account."""
    form = CorrectForm(request.POST, auto_id="correct_%s")
    if form.is_valid():
        with refusals_on(form):
            what = form.cleaned_data
            reference = correcting.propose(request.viewer, request.court, number, at=request.at, **what)
            return see_other("accounts:correction", reference, done="proposed")
    return _account(request, number, correct=form)


def _account(request, number, *, turn=None, correct=None):
    """Draw the page of an account; `turn` and `correct` are forms that were sent and have errors."""
    found = records.whole(request.viewer, request.court, number, at=request.at)
    context = {
        "whole": found,
        "account": found.record,
        "lines": trail_words.told(request, found.lines),
        "turn": turn or ReasonForm(auto_id="turn_%s"),
        "correct": correct or CorrectForm(auto_id="correct_%s"),
        "form": turn or correct,
        "is_own": number == request.viewer.court_user_id,
    }
    return _page(request, "account", context)


@freshly_signed_in
def correction(request, reference):
    """Show a correction that waits or was decided."""
    return _correction(request, reference)


@require_POST
def decide(request, reference):
    """Take the decision of another of the staff."""
    form = ReasonForm(request.POST, auto_id="decide_%s")
    if form.is_valid():
        with refusals_on(form):
            done = _decide(request, reference, form.cleaned_data["reason"])
            return see_other("accounts:correction", reference, done=done)
    return _correction(request, reference, form=form)


def _decide(request, reference, reason) -> str:
    who, court, at = request.viewer, request.court, request.at
    if request.POST.get("decision") != "approve":
        correcting.refuse(who, court, reference, reason=reason, at=at)
        return "refused"
    kind = corrections.proposal(who, court, reference).kind
    act = merging.approve if kind == "merge" else correcting.approve
    act(who, court, reference, mark=request.POST.get("mark", ""), reason=reason, at=at)
    return "made"


def _correction(request, reference, *, form=None):
    asked = corrections.proposal(request.viewer, request.court, reference)
    context = {"asked": asked, "form": form, "decide": form or ReasonForm(auto_id="decide_%s")}
    return _page(request, "correction", context)


def _page(request, name, context):
    done = _DONE.get(request.GET.get("done"), "")
    context = {"here": "clerk:desk", "help_page": "filing-accounts", "done": done, **context}
    return render(request, f"court/accounts/{name}.html", context)


app_name = "accounts"
urlpatterns = [
    path("", accounts, name="accounts"),
    path("<int:number>/", account, name="account"),
    path("<int:number>/disable/", disable, name="disable"),
    path("<int:number>/restore/", restore, name="restore"),
    path("<int:number>/propose/", propose, name="propose"),
    path("corrections/<str:reference>/", correction, name="correction"),
    path("corrections/<str:reference>/decide/", decide, name="decide"),
]
