"""Upgrade a legacy account: sign in, prove the e-mail address, then choose username and password."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import registration, upgrading
from openecf.center.signon import clients, credentials
from openecf.faces.center import fields
from openecf.faces.center.holders import freshly, see_other, sign_in_address
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from .forgetting import ResetForm
from .gone import gone
from .persons import date_of_birth


class UpgradeEmailForm(HouseForm):
    """Step 1 of upgrading: the address the account shall have."""

    email = fields.email()
    email_again = fields.email("E-mail address again", "Type the e-mail address again.")

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "email", "email_again", "The two e-mail addresses differ.", any_case=True)


class UpgradeForm(ResetForm):
    """Step 2 of upgrading: what to sign in with from now on."""

    username = fields.username("New username")
    birth_date = date_of_birth()
    county = forms.CharField(
        label="County", max_length=60, error_messages={"required": "Enter the county you live or work in."}
    )
    accepted = forms.BooleanField(
        label="I have read the policies and procedures and accept them",
        error_messages={"required": registration.PoliciesNotAccepted().sentence},
    )
    field_order = ["birth_date", "county", "username", "password", "password_again", "accepted"]

    def particulars(self) -> upgrading.Particulars:
        """Return what the account lacked."""
        return upgrading.Particulars(self.cleaned_data["birth_date"], self.cleaned_data["county"])


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upgrade(request):
    """Explain, have the holder sign in, and take the address that is checked first."""
    back = _court_page(request.GET.get("next", ""))
    context = {"back": back, "sign_in": sign_in_address(request.get_full_path())}
    if not request.user.is_authenticated or request.user.kind != "legacy":
        return render(request, "center/registration/upgrade.html", context)
    return _take_email(request, context)


@freshly
def _take_email(request, context):
    form = UpgradeEmailForm(request.POST or None, initial={"email": request.user.email})
    if form.is_valid():
        with refusals_on(form):
            credentials.ask_upgrade(
                request.user,
                form.cleaned_data["email"],
                standing=request.sign_on,
                back=context["back"],
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return see_other(reverse("registration:upgrade_sent"))
    return render(request, "center/registration/upgrade_email.html", context | {"form": form})


@require_safe
def upgrade_sent(request):
    """Say: check your mail."""
    return render(request, "center/registration/upgrade_sent.html")


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def finish_upgrade(request, token):
    """Take the new username and password; afterwards the link shows what was kept and the way back."""
    waiting = upgrading.waiting(token, at=request.at)
    if waiting is None:
        return gone(request, "registration:upgrade", "Start the upgrade again")
    form = UpgradeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            where = client_address(request)
            credentials.upgrade(
                token,
                typed["username"],
                typed["password"],
                particulars=form.particulars(),
                address=where,
                at=request.at,
            )
        if not form.errors:
            return see_other(request.path)
    if waiting.done and form.errors:
        return gone(request, "registration:upgrade", "Start the upgrade again")
    page = "upgrade_done" if waiting.done else "upgrade_finish"
    return render(request, f"center/registration/{page}.html", {"form": form, "waiting": waiting})


def _court_page(address: str) -> str:
    """Return an address if it is a page of a court known here, else nothing."""
    known = any(address.startswith(base) for base in clients.bases())
    return address if known and "\\" not in address and len(address) <= 500 else ""
