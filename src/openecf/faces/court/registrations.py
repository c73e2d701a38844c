"""The clerk's queue of registrations and changes sent by the center."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse

from openecf.courthouse.filing import changes
from openecf.courthouse.people import finding, registering, registrations
from openecf.foundation.refusals import NoSuchRecord

from ..forms import HouseForm, refusals_on
from . import fields, guards

KINDS = {
    "register": "Registration to file",
    "person": "Change of name",
    "address": "Change of address",
    "noticing": "Change of notices",
    "withdraw": "Wish to end filing",
}
ROLES = {
    "attorney": "Attorney",
    "agent": "Filing agent",
    "creditor": "Creditor",
    "party": "Party",
    "trustee": "Trustee",
    "us_trustee": "U.S. Trustee",
}
_WORDS = {
    "each": "one e-mail a filing",
    "daily": "one summary a day",
    "html": "HTML",
    "text": "plain text",
    "all": "all",
    "open": "open cases",
    "none": "none; new cases only",
}
_FACTS = {
    "bar_number": "Bar number",
    "bar_state": "State of the bar",
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name": "Last name",
    "suffix": "Suffix",
    "firm_name": "Firm",
    "street": "Street",
    "street_2": "Second line",
    "city": "City",
    "state": "State",
    "zip_code": "ZIP code",
    "country": "Country",
    "phone": "Telephone",
    "email": "E-mail",
    "notice_email": "Notices to",
    "notice_frequency": "Notices",
    "notice_format": "Format of notices",
    "cases": "In which cases",
    "reason": "Reason",
    "remark": "Remark",
}
_NOW = {
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name": "Last name",
    "suffix": "Suffix",
    "firm_name": "Firm",
    "address": "Address",
    "phone": "Telephone",
    "email": "E-mail",
}


class FindForm(HouseForm):
    """Words to find an account that is not among the possible ones."""

    find = forms.CharField(
        label="Find another account by login, name, e-mail address, firm or bar number",
        required=False,
        max_length=120,
    )


class ProposeForm(HouseForm):
    """Why this account is the registrant's own."""

    reason = fields.reason("How do you know that it is the same person? It stays on the record.")


class NewForm(HouseForm):
    """Approving as a new account."""

    nobody_else = forms.BooleanField(
        label="I looked at the possible accounts: none of them is this person's",
        required=False,
    )
    reason = forms.CharField(
        label="Remark (optional)",
        help_text="It goes to the filer.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReasonForm(HouseForm):
    """The reason of a decision."""

    reason = fields.reason("It stays on the record and goes to the filer.")


class RemarkForm(NewForm):
    """Approving a change."""

    nobody_else = None


def queue(request):
    """List what waits for the clerk, and what was decided last."""
    context = {
        "waiting": _named(registrations.waiting(request.viewer, request.court)),
        "decided": _named(registrations.decided(request.viewer, request.court, most=20)),
    }
    return _page(request, "queue", context)


def registration(request, reference):
    """Show one registration or change, the possible accounts, and the next step."""
    return _one(request, reference)


def propose(request, reference):
    """Take one clerk's proposal of an old account."""
    if request.method != "POST":  # who signed in again comes back by GET
        return _see(reference)
    form, number = (
        ProposeForm(request.POST, auto_id="propose_%s"),
        fields.number_in(request.POST.get("account", "")),
    )
    if form.is_valid():
        with refusals_on(form):
            registering.propose(
                request.viewer,
                request.court,
                reference,
                account_number=number or 0,
                at=request.at,
                **form.cleaned_data,
            )
            return _see(reference, "proposed")
    return _one(request, reference, form=form, number=number)


def decide(request, reference):
    """Take a decision: new account, link, change, or no. The button says which."""
    chosen = request.POST.get("decision", "")
    if request.method != "POST" or chosen not in _DECISIONS:
        return _see(reference)
    form_class, act = _DECISIONS[chosen]
    form = form_class(request.POST, auto_id=f"{chosen}_%s")
    if form.is_valid():
        with refusals_on(form):
            mark = request.POST.get("mark", "")
            act(request.viewer, request.court, reference, mark=mark, at=request.at, **form.cleaned_data)
            return _see(reference, "decided")
    return _one(request, reference, form=form, chosen=chosen)


_DECISIONS = {
    "new": (NewForm, registering.approve_new),
    "link": (ReasonForm, registering.approve_link),
    "change": (RemarkForm, changes.approve),
    "refuse": (ReasonForm, registering.refuse),
}
_DONE = {
    ("proposed", "proposed"): "Your proposal is on the record. Another clerk must decide.",
    ("decided", "approved"): "Approved. The filer was told by e-mail, and the center too.",
    ("decided", "refused"): "Refused. The filer was told by e-mail, and the center too.",
}


def _one(request, reference, *, form=None, number=None, chosen=""):
    """Draw the page of one; `form` is the one that was sent and has errors."""
    viewer, court = request.viewer, request.court
    asked = registrations.asked(viewer, court, reference, at=request.at)
    account = _account(request, number or fields.number_in(request.GET.get("account", "")))
    find = FindForm(request.GET if "find" in request.GET else None)
    words = find.cleaned_data["find"] if find.is_valid() else ""
    shown = account or asked.account
    context = {
        "asked": asked,
        "kind": KINDS[asked.kind],
        "role": ROLES.get(asked.role, asked.role),
        "facts": _listed(asked.facts, _FACTS),
        "has": _listed(asked.now, _NOW),
        "possible": registrations.possible(viewer, court, reference) if not asked.decided_at else [],
        "find": find,
        "words": words,
        "found": finding.find_accounts(viewer, court, words) if words else [],
        "account": account,
        "compared": registrations.compare(viewer, court, reference, shown.number)
        if shown and shown.login
        else None,
        "sign_in_again": guards.sign_in_again(
            request, reverse("registrations:registration", args=[reference])
        ),
        "done": _DONE.get((request.GET.get("done"), asked.state), ""),
        "form": form,
        "propose": form if isinstance(form, ProposeForm) else ProposeForm(auto_id="propose_%s"),
        **_forms(form, chosen),
    }
    return _page(request, "one", context)


def _forms(sent, chosen: str) -> dict[str, object]:
    """Return an empty form for each decision, and the one that was sent in its place."""
    return {
        f"{name}_form": sent if name == chosen else form_class(auto_id=f"{name}_%s")
        for name, (form_class, _) in _DECISIONS.items()
    }


def _listed(facts, labels) -> list[tuple[str, str]]:
    said = [(label, facts.get(name, "")) for name, label in labels.items()]
    return [(label, _WORDS.get(text, text)) for label, text in said if text]


def _named(rows) -> list[dict[str, object]]:
    return [{"asked": row, "kind": KINDS[row.kind], "role": ROLES.get(row.role, "")} for row in rows]


def _account(request, number):
    """Return the account a clerk chose, or None when this court has no such account."""
    try:
        return finding.account(request.viewer, request.court, number) if number else None
    except NoSuchRecord:
        return None


def _page_of(reference) -> str:
    return reverse("registrations:registration", args=[reference])


def _see(reference, done=""):
    page = _page_of(reference)
    return HttpResponseRedirect(f"{page}?done={done}" if done else page, status=303)


def _page(request, name, context):
    context = {"here": "clerk:desk", "help_page": "registrations", **context}
    return render(request, f"court/registrations/{name}.html", context)


app_name = "registrations"
urlpatterns = [
    path("", queue, name="queue"),
    path("<str:reference>/", registration, name="registration"),
    path("<str:reference>/propose/", propose, name="propose"),
    path("<str:reference>/decide/", decide, name="decide"),
]
