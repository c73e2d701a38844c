"""Adding a passkey, and signing in by one: with a password before it, or without."""

from django import forms
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from openecf.center.signon import mailed_codes, passkey_adding
from openecf.center.signon import passkeys as keys
from openecf.faces.center import holders
from openecf.faces.center.signon import entering
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import apps, fields, halfway, onward


class NameForm(HouseForm):
    """How the holder tells this passkey from others."""

    name = fields.name("Name of the passkey", "The device it is on. For example: MacBook")


class PasskeyForm(HouseForm):
    """The mailed code, and what the device answered."""

    mailed_code = fields.mailed_code()
    answer = forms.CharField(
        required=False, max_length=keys.LONGEST_ANSWER, widget=forms.HiddenInput(attrs={"data-answer": ""})
    )


class AnswerForm(HouseForm):
    """What the device answered at a sign-in."""

    token = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    answer = forms.CharField(required=False, max_length=keys.LONGEST_ANSWER, widget=forms.HiddenInput)
    client_code = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.freshly
def add_passkey(request):
    """Ask for a name, and mail a code."""
    onward.remember(request)
    form = NameForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            token = passkey_adding.begin(
                request.user,
                form.cleaned_data["name"],
                standing=request.sign_on,
                session_key=request.session.session_key,
                at=request.at,
            )
            return holders.see_other(reverse("factors:passkey", args=[token]))
    return render(request, "center/factors/add_passkey.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.signed_in
def passkey(request, token):
    """Take the mailed code and the passkey the device made."""
    key = request.session.session_key
    try:
        setup = passkey_adding.setup(request.user, token, session_key=key, at=request.at)
    except mailed_codes.MailedCodeGone as gone:
        return apps.too_late(request, gone, reverse("factors:add_passkey"))
    form = PasskeyForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            added = passkey_adding.finish(
                request.user,
                token,
                **form.cleaned_data,
                standing=request.sign_on,
                session_key=key,
                address=client_address(request),
                at=request.at,
            )
            return apps.after(request, added)
    return render(request, "center/factors/passkey.html", {"form": form, "setup": setup})


@never_cache
@require_POST
def challenge(request):
    """Ask this browser for a passkey; the script of the page hands the question to the device."""
    if not request.session.session_key:
        request.session.create()
    asked = keys.begin(
        session_key=request.session.session_key, account=halfway.account(request), at=request.at
    )
    return JsonResponse({"token": asked.token, "options": asked.options})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request):
    """Take a passkey's answer and sign in; what fails is told here, with the button once more."""
    form = AnswerForm(request.POST or None)
    half = halfway.of(request)
    if form.is_valid():
        typed = form.cleaned_data
        with refusals_on(form):
            account = keys.finish(
                typed["token"],
                typed["answer"],
                session_key=request.session.session_key or "",
                account=halfway.account(request),
                address=client_address(request),
                at=request.at,
            )
            amr = keys.SECOND_STEP if half else keys.AMR
            code = half["client_code"] if half else typed["client_code"]
            return entering.enter(request, account, amr=amr, client_code=code)
    return render(request, "center/factors/sign_in.html", {"form": form, "half": half})
