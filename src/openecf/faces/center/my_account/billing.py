"""Update PACER Billing Email, and Set PACER Billing Preferences."""

from django import forms
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import billing, client_codes, profile
from openecf.faces.center.holders import signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address
from openecf.foundation.client_codes import HOW_MASKS_WORK

from .overview import back_to


class BillingEmailForm(HouseForm):
    """Where bills go, and who gets copies."""

    billing_email = forms.EmailField(
        label="Billing e-mail address (optional)",
        required=False,
        max_length=254,
        help_text="Where bills go. Empty: to the account's e-mail address.",
        error_messages={"invalid": "Enter an e-mail address like name@example.org."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    more = forms.CharField(
        label="Billing notice e-mails (optional)",
        required=False,
        max_length=2000,
        help_text=f"Who gets copies of bills: up to {billing.MOST_COPIES} addresses, one on each line.",
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false"}),
    )


class PreferencesForm(HouseForm):
    """How charges are shown and coded."""

    receipts_shown = forms.BooleanField(
        label="Show a transaction receipt after each charge",
        required=False,
        help_text="Charges are the same either way, and each receipt stays under Usage.",
    )
    client_code = forms.CharField(
        label="Default client code (optional)",
        required=False,
        max_length=32,
        help_text="At most 32 characters, no space or comma. Put on each charge unless you type another.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    client_code_required = forms.BooleanField(
        label="Require a client code",
        required=False,
        help_text="Nothing is charged then before a code was entered.",
    )
    client_code_format = forms.CharField(
        label="Form of client codes (optional)",
        required=False,
        max_length=32,
        help_text=f"Such as 9999.999 or AA-9999: {HOW_MASKS_WORK}. Empty: any code will do.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, is_firm: bool, paid_by_firm: bool, **kwargs):
        """Leave the rule to the firm where one pays; a firm itself has nothing but the rule."""
        super().__init__(*args, **kwargs)
        if paid_by_firm:
            del self.fields["client_code_required"], self.fields["client_code_format"]
        if is_firm:
            del self.fields["receipts_shown"], self.fields["client_code"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def billing_email(request):
    """Show and take where bills go."""
    facts = profile.facts(request.user)
    initial = {"billing_email": facts.billing_email, "more": "\n".join(facts.more_billing_emails)}
    form = BillingEmailForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            more = form.cleaned_data["more"].replace(",", "\n").splitlines()
            where, first = client_address(request), form.cleaned_data["billing_email"]
            billing.change_emails(request.user, first, more, address=where, at=request.at)
        if not form.errors:
            return back_to("settings", "billing-email")
    return render(request, "center/my_account/billing_email.html", {"form": form, "facts": facts})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def billing_preferences(request):
    """Show and take how charges are shown and coded."""
    facts, rule = profile.facts(request.user), client_codes.rule_of(request.user)
    kept = {name: getattr(facts, name) for name in PreferencesForm.base_fields}
    posted = request.POST if request.method == "POST" else None
    form = PreferencesForm(posted, initial=kept, is_firm=facts.is_firm, paid_by_firm=bool(rule.firm))
    if form.is_valid():
        with refusals_on(form):
            chosen = billing.Preferences(**kept | form.cleaned_data)
            billing.change_preferences(request.user, chosen, address=client_address(request), at=request.at)
        if not form.errors:
            return back_to("settings", "preferences")
    return render(
        request, "center/my_account/billing_preferences.html", {"form": form, "rule": rule, "facts": facts}
    )
