"""Register, Forgot username/password, Upgrade. A mailed link opens a page; only its button does something."""

from django import forms
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import recovery, registration, upgrading
from openecf.center.signon import clients, credentials
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import fields
from .holders import see_other, sign_in_address


class RegisterForm(HouseForm):
    """What a new account needs."""

    first_name = forms.CharField(
        label="First name",
        max_length=60,
        error_messages={"required": "Enter your first name."},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    middle_name = forms.CharField(
        label="Middle name (optional)",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "additional-name"}),
    )
    last_name = forms.CharField(
        label="Last name",
        max_length=120,
        error_messages={"required": "Enter your last name."},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = fields.email()
    email_again = fields.email("E-mail address again", "Type the e-mail address again.")
    username = fields.username()
    password = fields.new_password()
    password_again = fields.password_again()

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "email", "email_again", "The two e-mail addresses differ.", any_case=True)
        fields.require_same(self, "password", "password_again", "The two passwords differ.")

    def wishes(self) -> registration.NewAccount:
        """Return what was typed as a new account."""
        names = ("username", "email", "last_name", "password", "first_name", "middle_name")
        return registration.NewAccount(**{name: self.cleaned_data[name] for name in names})


class ConfirmForm(HouseForm):
    """The button behind a registration's link; the username may change, for another may have it meanwhile."""

    username = fields.username()

    def __init__(self, *args, **kwargs):
        """Let an empty username mean the one wished for."""
        super().__init__(*args, **kwargs)
        self.fields["username"].required = False


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
    field_order = ["username", "password", "password_again"]


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def register(request):
    """Take a registration and mail its link."""
    form = RegisterForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            registration.register(form.wishes(), address=client_address(request), at=request.at)
        if not form.errors:
            return see_other(reverse("registration:register_sent"))
    return render(request, "center/registration/register.html", {"form": form})


@require_safe
def register_sent(request):
    """Say: check your mail."""
    return render(request, "center/registration/register_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, token):
    """Open the account behind a link when the button is pressed; afterwards the link shows what it opened."""
    waiting = registration.waiting(token, at=request.at)
    if waiting is None:
        return _gone(request, "registration:register", "Register again")
    form = ConfirmForm(
        request.POST if request.method == "POST" else None, initial={"username": waiting.username}
    )
    if form.is_valid():
        with refusals_on(form):
            username = form.cleaned_data["username"]
            registration.confirm(token, username=username, address=client_address(request), at=request.at)
        if not form.errors:
            return see_other(request.path)
    return render(request, "center/registration/confirm.html", {"form": form, "waiting": waiting})


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
        return _gone(request, "registration:forgot", "Ask for a new link")
    form = ResetForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            password = form.cleaned_data["password"]
            credentials.reset_password(token, password, address=client_address(request), at=request.at)
        if not form.errors:
            return see_other(request.path)
    if waiting.done and form.errors:
        return _gone(request, "registration:forgot", "Ask for a new link")
    return render(request, "center/registration/reset.html", {"form": form, "waiting": waiting})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upgrade(request):
    """Explain, have the holder sign in, and take the address that is checked first."""
    back = _court_page(request.GET.get("next", ""))
    context = {"back": back, "sign_in": sign_in_address(request.get_full_path())}
    if not request.user.is_authenticated or request.user.kind != "legacy":
        return render(request, "center/registration/upgrade.html", context)
    form = UpgradeEmailForm(request.POST or None, initial={"email": request.user.email})
    if form.is_valid():
        with refusals_on(form):
            email = form.cleaned_data["email"]
            upgrading.ask(request.user, email, back=back, address=client_address(request), at=request.at)
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
        return _gone(request, "registration:upgrade", "Start the upgrade again")
    form = UpgradeForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            typed = form.cleaned_data
            where = client_address(request)
            credentials.upgrade(token, typed["username"], typed["password"], address=where, at=request.at)
        if not form.errors:
            return see_other(request.path)
    if waiting.done and form.errors:
        return _gone(request, "registration:upgrade", "Start the upgrade again")
    page = "upgrade_done" if waiting.done else "upgrade_finish"
    return render(request, f"center/registration/{page}.html", {"form": form, "waiting": waiting})


def _gone(request, page: str, label: str):
    """Say that a link is used up or too old, and how to get a new one."""
    context = {"again": reverse(page), "again_label": label}
    return render(request, "center/registration/link_gone.html", context, status=410)


def _court_page(address: str) -> str:
    """Return an address if it is a page of a court known here, else nothing."""
    known = any(address.startswith(base) for base in clients.bases())
    return address if known and "\\" not in address and len(address) <= 500 else ""


app_name = "registration"
urlpatterns = [
    path("register/", register, name="register"),
    path("register/sent/", register_sent, name="register_sent"),
    path("register/confirm/<str:token>/", confirm, name="confirm"),
    path("forgot/", forgot, name="forgot"),
    path("forgot/sent/", forgot_sent, name="forgot_sent"),
    path("forgot/<str:token>/", reset, name="reset"),
    path("upgrade/", upgrade, name="upgrade"),
    path("upgrade/sent/", upgrade_sent, name="upgrade_sent"),
    path("upgrade/<str:token>/", finish_upgrade, name="finish_upgrade"),
]
