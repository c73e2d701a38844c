"""My account: facts, password, e-mail address, preferences, usage."""

import csv

from django import forms
from django.contrib.auth import HASH_SESSION_KEY
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import emails, profile
from openecf.center.signon import credentials
from openecf.center.usage import courts, ledger, quarters
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address
from openecf.foundation.quarters import ZONE, ZONE_NAME

from . import fields
from .holders import see_other, signed_in

_RECENT = 10  # receipts on the account's page


class PasswordForm(HouseForm):
    """The present password and a new one."""

    old_password = fields.present_password()
    password = fields.new_password("New password")
    password_again = fields.password_again("New password again")

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "password", "password_again", "The two passwords differ.")


class EmailForm(HouseForm):
    """A new address, and the password so that it is the holder who asks."""

    email = fields.email("New e-mail address", "Enter the new e-mail address.")
    email_again = fields.email("New e-mail address again", "Type the e-mail address again.")
    old_password = fields.present_password()

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "email", "email_again", "The two e-mail addresses differ.", any_case=True)


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
@require_safe
@signed_in
def account(request):
    """Show the account's facts, its quarter and the latest usage."""
    quarter = quarters.this_quarter(request.user, at=request.at)
    context = {
        "facts": profile.facts(request.user),
        "quarter": quarter,
        "records": ledger.records(request.user, quarter.quarter)[:_RECENT],
        "zone": ZONE_NAME,
    }
    return render(request, "center/my_account/account.html", context)


@never_cache
@sensitive_post_parameters("old_password", "password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def password(request):
    """Change the password; this browser stays signed in, others do not."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            credentials.change_password(
                request.user,
                form.cleaned_data["old_password"],
                form.cleaned_data["password"],
                session_key=request.session.session_key,
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            _stay_signed_in(request)
            return see_other(reverse("my_account:password_changed"))
    return render(request, "center/my_account/password.html", {"form": form})


@require_safe
@signed_in
def password_changed(request):
    """Say that it is done and what it ended."""
    return render(request, "center/my_account/password_changed.html")


@never_cache
@sensitive_post_parameters("old_password")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def email(request):
    """Take a new address and mail it a link."""
    form = EmailForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            credentials.ask_new_email(
                request.user,
                form.cleaned_data["email"],
                form.cleaned_data["old_password"],
                session_key=request.session.session_key,
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return see_other(reverse("my_account:email_sent"))
    return render(request, "center/my_account/email.html", {"form": form})


@require_safe
@signed_in
def email_sent(request):
    """Say: check the new mailbox."""
    return render(request, "center/my_account/email_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm_email(request, token):
    """Take the proved address when the button is pressed; afterwards the link says that it is done."""
    waiting = emails.waiting(request.user, token, at=request.at)
    if waiting is None:
        context = {"again": reverse("my_account:email"), "again_label": "Ask for a new link"}
        return render(request, "center/registration/link_gone.html", context, status=410)
    if request.method == "POST":
        emails.confirm(request.user, token, address=client_address(request), at=request.at)
        return see_other(request.path)
    return render(request, "center/my_account/confirm_email.html", {"waiting": waiting})


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


@never_cache
@require_safe
@signed_in
def usage(request):
    """Show the receipts of a quarter in all courts, with totals."""
    chosen, choices = _quarter(request)
    records = ledger.records(request.user, chosen)
    context = {
        "quarter": quarters.quarter(request.user, chosen),
        "choices": choices,
        "records": records,
        "codes": ledger.by_client_code(request.user, chosen),
        "titles": {door.court_id: door.title for door in courts.doors()},
        "zone": ZONE_NAME,
    }
    return render(request, "center/my_account/usage.html", context)


@never_cache
@require_safe
@signed_in
def usage_csv(request):
    """Give the receipts of a quarter as CSV; cells a spreadsheet would run are guarded."""
    chosen, _ = _quarter(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="usage-{chosen}.csv"'
    rows = csv.writer(response)
    rows.writerow(
        [
            "Date and time (Central)",
            "Court",
            "Description",
            "Search",
            "Pages",
            "Cost",
            "Client code",
            "Receipt",
        ]
    )
    for each in ledger.records(request.user, chosen):
        local = f"{each.at.astimezone(ZONE):%Y-%m-%d %H:%M:%S}"
        texts = [_guarded(text) for text in (each.court_id, each.description, each.criteria)]
        cost = f"{each.cents // 100}.{each.cents % 100:02}"
        rows.writerow([local, *texts, each.pages, cost, _guarded(each.client_code), _guarded(each.receipt)])
    return response


def _quarter(request) -> tuple[str, list[tuple[str, str]]]:
    """Return the quarter asked for, or the present one, and those to choose from."""
    now = quarters.this_quarter(request.user, at=request.at).quarter
    names = sorted({now, *quarters.with_usage(request.user)}, reverse=True)
    asked = request.GET.get("quarter", "")
    return asked if asked in names else now, [(name, quarters.spoken(name)) for name in names]


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def _stay_signed_in(request):
    """Let this browser's session know the new password; all others with the old one are nobody's."""
    request.user.refresh_from_db()
    request.session[HASH_SESSION_KEY] = request.user.get_session_auth_hash()


app_name = "my_account"
urlpatterns = [
    path("", account, name="account"),
    path("password/", password, name="password"),
    path("password/changed/", password_changed, name="password_changed"),
    path("email/", email, name="email"),
    path("email/sent/", email_sent, name="email_sent"),
    path("email/<str:token>/", confirm_email, name="confirm_email"),
    path("preferences/", preferences, name="preferences"),
    path("usage/", usage, name="usage"),
    path("usage.csv", usage_csv, name="usage_csv"),
]
