"""What a firm does: invite, remove, cost centers, the budget of a quarter."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import client_codes, holding
from openecf.center.firms import budgets, inviting, membership
from openecf.center.usage import quarters
from openecf.faces.center.holders import freshly, see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.foundation import money
from openecf.foundation.money import NotAnAmount

from . import people

_CENTER = {
    "label": "Cost center (optional)",
    "required": False,
    "max_length": 32,
    "help_text": "Shown beside the person on the invoice.",
}


class InviteForm(HouseForm):
    """Whom to ask."""

    number = forms.RegexField(
        r"^\s*\d{7}\s*$",
        label="Account number",
        help_text="Seven digits. It stands under My account.",
        error_messages={"invalid": "Enter the seven digits of the account number."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    last_name = forms.CharField(label="Last name", max_length=120)
    cost_center = forms.CharField(**_CENTER)


class CenterForm(HouseForm):
    """The cost center of one member."""

    cost_center = forms.CharField(**_CENTER)


class RemoveForm(HouseForm):
    """Who is removed, and why."""

    members = forms.MultipleChoiceField(
        label="Accounts",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one account to remove."},
    )
    remark = forms.CharField(label="Remark (optional)", required=False, max_length=250)

    def __init__(self, data, *, listed):
        """Offer the members and the invitations that wait."""
        super().__init__(data)
        self.fields["members"].choices = [
            (each.public_id, f"{each.name} ({each.number}){', invited' if each.state == 'invited' else ''}")
            for each in listed
        ]


class BudgetForm(HouseForm):
    """What the firm wants to spend in a quarter."""

    amount = forms.CharField(
        label="Budget for a quarter (empty: none)",
        required=False,
        max_length=20,
        help_text="For all your people together. You are warned at 80 % and 100 %; nothing is stopped.",
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )

    def clean_amount(self):
        """Read dollars as cents; nothing is no budget."""
        if not self.cleaned_data["amount"].strip():
            return None
        try:
            return money.cents(self.cleaned_data["amount"])
        except NotAnAmount as refusal:
            raise forms.ValidationError(refusal.sentence) from None


@never_cache
@require_safe
@signed_in
def firm(request):
    """Show a firm its people, its quarter and its rules; a person the firm that pays."""
    if not holding.is_firm(request.user):
        return people.paid_by(request)
    context = {
        "members": membership.members(request.user),
        "gone": membership.members(request.user, states=("left", "removed", "declined")),
        "quarter": quarters.this_quarter(request.user, at=request.at),
        "budget": budgets.budget_of(request.user),
        "rule": client_codes.rule_of(request.user),
    }
    return render(request, "center/firm/firm.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def invite(request):
    """Ask an account's holder whether the firm may pay."""
    holding.require_firm(request.user)
    form = InviteForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        with refusals_on(form):
            inviting.invite(
                request.user,
                said["last_name"],
                said["number"],
                cost_center=said["cost_center"],
                standing=request.sign_on,
                at=request.at,
            )
            return see_other(reverse("firm:firm"))
    return render(request, "center/firm/invite.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def remove(request):
    """Remove PACER Account(s) from My PAA: check boxes and a remark."""
    holding.require_firm(request.user)
    form = RemoveForm(request.POST or None, listed=membership.members(request.user))
    if form.is_valid():
        said = form.cleaned_data
        with refusals_on(form):
            membership.remove(
                request.user, said["members"], remark=said["remark"], standing=request.sign_on, at=request.at
            )
            return see_other(reverse("firm:firm"))
    return render(request, "center/firm/remove.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def member(request, public_id):
    """Set the cost center of one account."""
    found = membership.member(request.user, public_id)
    form = CenterForm(request.POST or None, initial={"cost_center": found.cost_center})
    if form.is_valid():
        with refusals_on(form):
            membership.set_cost_center(
                request.user, public_id, form.cleaned_data["cost_center"], at=request.at
            )
            return see_other(reverse("firm:firm"))
    return render(request, "center/firm/member.html", {"form": form, "member": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def budget(request):
    """Set the budget of a quarter."""
    holding.require_firm(request.user)
    now = budgets.budget_of(request.user)
    form = BudgetForm(request.POST or None, initial={"amount": money.dollars(now) if now else ""})
    if form.is_valid():
        with refusals_on(form):
            budgets.set_budget(request.user, form.cleaned_data["amount"], at=request.at)
            return see_other(reverse("firm:firm"))
    return render(request, "center/firm/budget.html", {"form": form})
