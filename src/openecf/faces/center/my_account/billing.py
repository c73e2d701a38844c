"""What a holder may set about bills: receipts, client code, where bills go."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import profile
from openecf.faces.center.holders import see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on


class PreferencesForm(HouseForm):
    """What a holder may set without proving anything."""

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
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    billing_email = forms.EmailField(
        label="Billing e-mail address (optional)",
        required=False,
        max_length=254,
        help_text="Where bills go. Empty: to the account's e-mail address.",
        error_messages={"invalid": "Enter an e-mail address like name@example.org."},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def preferences(request):
    """Show and take the holder's preferences."""
    facts = profile.facts(request.user)
    initial = {name: getattr(facts, name) for name in PreferencesForm.base_fields}
    form = PreferencesForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            chosen = profile.Preferences(**form.cleaned_data)
            profile.change_preferences(request.user, chosen, at=request.at)
        if not form.errors:
            return see_other(reverse("my_account:account"))
    return render(request, "center/my_account/preferences.html", {"form": form})
