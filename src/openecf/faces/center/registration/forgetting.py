"""Forgot username/password, and the new password behind the mailed link."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import recovery
from openecf.center.signon import credentials
from openecf.faces.center import fields
from openecf.faces.center.holders import see_other
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from .gone import gone


class ForgotForm(HouseForm):
    """Whose password or username was forgotten."""

    email_or_username = forms.CharField(
        label="E-mail address or username",
        max_length=254,
        error_messages={"required": "Enter your e-mail address or your username."},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


class ResetForm(HouseForm):
    """A new password."""

    password = fields.new_password("New password")
    password_again = fields.password_again("New password again")

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "password", "password_again", "The two passwords differ.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgot(request):
    """Take an address or username and always answer the same."""
    form = ForgotForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data["email_or_username"]
            recovery.ask(typed, address=client_address(request), at=request.at)
        if not form.errors:
            return see_other(reverse("registration:forgot_sent"))
    return render(request, "center/registration/forgot.html", {"form": form})


@require_safe
def forgot_sent(request):
    """Say what was done if there is such an account, and what to do if nothing comes."""
    return render(request, "center/registration/forgot_sent.html")


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request, token):
    """Take a new password; afterwards the link says that it is done."""
    waiting = recovery.waiting(token, at=request.at)
    if waiting is None:
        return gone(request, "registration:forgot", "Ask for a new link")
    form = ResetForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            password = form.cleaned_data["password"]
            credentials.reset_password(token, password, address=client_address(request), at=request.at)
        if not form.errors:
            return see_other(request.path)
    if waiting.done and form.errors:
        return gone(request, "registration:forgot", "Ask for a new link")
    return render(request, "center/registration/reset.html", {"form": form, "waiting": waiting})
