"""Activate Case Search Privileges: a stored card, or the token of a letter on paper."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import activation, profile
from openecf.faces.center.holders import see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address


class TokenForm(HouseForm):
    """The token as it is printed."""

    token = forms.CharField(
        label="Activation token",
        max_length=40,
        help_text="Four groups of four signs, as printed in the letter. Capitals and hyphens do not matter.",
        error_messages={"required": "Enter the token of the letter."},
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def activate(request):
    """Take the token, or lead to the card; afterwards say that search is open."""
    form = TokenForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            token = form.cleaned_data["token"]
            activation.by_token(request.user, token, address=client_address(request), at=request.at)
        if not form.errors:
            return see_other(reverse("registration:activate"))
    context = {"form": form, "facts": profile.facts(request.user), "hold": request.user.hold}
    return render(request, "center/registration/activate.html", context)
