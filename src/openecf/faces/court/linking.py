"""Link a CM/ECF account to my PACER account: the three pages of the link, and the ways round a lost login."""

from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache

from openecf.courthouse.people import (
    failing,
    freshness,
    linking,
    obstacles,
    profiles,
    proofs,
    reminders,
    requests,
)
from openecf.foundation import addresses
from openecf.foundation.refusals import Refusal

from ..forms import HouseForm, refusals_on
from ..middleware import client_address

_OFF = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
_GONE = (proofs.ProofGone, failing.LinkedToAnother, obstacles.AccountClosed, obstacles.AlreadyLinked)


class LinkForm(HouseForm):
    """The old login and password, whatever their characters."""

    login = forms.CharField(
        label="CM/ECF login:",
        help_text="As it was before the court changed to NextGen; any characters.",
        max_length=120,
        strip=False,
        widget=forms.TextInput(attrs=_OFF),
        error_messages={"required": "Enter your old CM/ECF login."},
    )
    password = forms.CharField(
        label="CM/ECF password:",
        max_length=1024,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Enter your old CM/ECF password."},
    )


class ConfirmForm(HouseForm):
    """The tick that the names were checked."""

    names_checked = forms.BooleanField(label="I checked the names: both accounts are mine", required=False)


class ForgotForm(HouseForm):
    """One thing that the court's record knows of the filer."""

    login = forms.CharField(
        label="CM/ECF login:", required=False, max_length=120, widget=forms.TextInput(attrs=_OFF)
    )
    email = forms.CharField(
        label="E-mail address on your CM/ECF record:",
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={**_OFF, "inputmode": "email"}),
    )
    bar_number = forms.CharField(
        label="Bar number on your CM/ECF record:",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs=_OFF),
    )


class AskCourtForm(ForgotForm):
    """What the court's clerks need to find an account."""

    said = forms.CharField(
        label="What else should the court know?",
        help_text="For example the firm you worked for, and a telephone number where you can be reached.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def signed_in(view):
    """Let nobody through who is not signed in; come back here afterwards."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.viewer.signed_in:
            return _sign_in(request)
        return view(request, *args, **kwargs)

    return never_cache(guarded)


def freshly_signed_in(view):
    """Let nobody through whose sign-on is older than ten minutes; come back here afterwards."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.viewer.linked or freshness.is_fresh(request.viewer, at=request.at):
            return view(request, *args, **kwargs)
        return _sign_in(request, max_age="600")

    return signed_in(guarded)


@freshly_signed_in
def link(request):
    """Page 1: take the old login and password."""
    if obstacle := obstacles.obstacle(request.viewer, request.court, at=request.at):
        return _stands_in_the_way(request, obstacle)
    form = LinkForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            match = linking.find_court_user(
                request.viewer,
                request.court,
                login=form.cleaned_data["login"],
                password=form.cleaned_data["password"],
                address=client_address(request),
                at=request.at,
            )
            return _see_other("linking:confirm", match.token)
    return _page(request, "link", {"form": form, "step": 1, "help_page": "linking"})


@freshly_signed_in
def confirm(request, token):
    """Page 2: show both names, and link."""
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    try:
        if form.is_valid() and (made := _link(request, token, form)):
            return _see_other("linking:done", made.reference)
        match = linking.match_for(request.viewer, token, at=request.at)
    except _GONE as refusal:
        if request.method == "GET" and getattr(refusal, "reference", ""):
            return _see_other("linking:done", refusal.reference)
        return _stopped(request, refusal)
    context = {"form": form, "match": match, "compared": match.comparison, "step": 2}
    return _page(request, "confirm", context | {"help_page": "link-confirm"})


def _link(request, token, form):
    """Make the link, or show on the form that the tick is missing."""
    ticked, address = form.cleaned_data["names_checked"], client_address(request)
    try:
        return linking.link(request.viewer, token, names_checked=ticked, address=address, at=request.at)
    except linking.NamesNotChecked as refusal:
        form.add_error(refusal.field, refusal.sentence)
        return None


@signed_in
def done(request, reference):
    """Page 3: say what was linked, as often as it is asked for."""
    made = linking.linked(request.viewer, reference)
    return _page(request, "done", {"made": made, "step": 3, "help_page": "link-done"})


@signed_in
def forgot(request):
    """Take what the filer remembers, and answer the same whatever it is."""
    if obstacle := obstacles.obstacle(request.viewer, request.court, at=request.at):
        return _stands_in_the_way(request, obstacle)
    form = ForgotForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            reminders.ask(request.viewer, request.court, **form.cleaned_data, at=request.at)
            return HttpResponseRedirect(reverse("linking:forgot") + "?sent=1", status=303)
    return _page(
        request, "forgot", {"form": form, "sent": "sent" in request.GET, "help_page": "forgotten-login"}
    )


@freshly_signed_in
def reminder(request, token):
    """Open a mailed link: looking uses nothing up, the button does."""
    try:
        if request.method == "POST":
            proof = reminders.use(
                request.viewer, request.court, token, address=client_address(request), at=request.at
            )
            return _see_other("linking:confirm", proof)
        found = reminders.reminder(request.viewer, request.court, token, at=request.at)
    except (*_GONE, reminders.ReminderGone, reminders.AskedByAnother) as refusal:
        return _stopped(request, refusal)
    return _page(request, "reminder", {"found": found, "help_page": "forgotten-login"})


@signed_in
def ask_court(request):
    """Ask the court's clerks, when login and address are both lost; then show the reference."""
    if obstacle := obstacles.obstacle(request.viewer, request.court, at=request.at):
        return _stands_in_the_way(request, obstacle)
    form = AskCourtForm(request.POST if request.method == "POST" else None)
    waiting = requests.waiting(request.viewer)
    if form.is_valid() and not waiting:
        with refusals_on(form):
            requests.ask(request.viewer, request.court, **form.cleaned_data, at=request.at)
            return _see_other("linking:ask_court")
    context = {"form": form, "waiting": waiting, "help_page": "forgotten-login"}
    return _page(request, "ask_court", context)


def more(request):
    """Explain upgraded and legacy accounts, and what linking does."""
    upgrade = addresses.upgrade_from(request.address)
    return _page(request, "more", {"upgrade": upgrade, "help_page": "upgraded-and-legacy"})


def _stands_in_the_way(request, obstacle: Refusal):
    """Show why this person can't link here, and the way on."""
    context = {
        "sentence": obstacle.sentence,
        "legacy": isinstance(obstacle, obstacles.LegacyAccount),
        "upgrade": addresses.upgrade_from(request.address),
        "facts": profiles.account_facts(request.viewer),
        "help_page": "linking",
    }
    return _page(request, "linked" if request.viewer.linked else "obstacle", context)


def _stopped(request, refusal: Refusal):
    other = isinstance(refusal, reminders.AskedByAnother)
    context = {"sentence": refusal.sentence, "other_account": other, "help_page": "linking"}
    return _page(request, "stopped", context, status=refusal.status)


def _page(request, name, context, *, status=200):
    context = {"here": "utilities:utilities", **context}
    return render(request, f"court/linking/{name}.html", context, status=status)


def _see_other(name, *args):
    return HttpResponseRedirect(reverse(name, args=args), status=303)


def _sign_in(request, **wanted):
    query = urlencode({**wanted, "next": request.get_full_path()})
    return HttpResponseRedirect(f"{reverse('signing_on:sign_in')}?{query}")


app_name = "linking"
urlpatterns = [
    path("", link, name="link"),
    path("confirm/<str:token>/", confirm, name="confirm"),
    path("done/<str:reference>/", done, name="done"),
    path("forgot/", forgot, name="forgot"),
    path("reminder/<str:token>/", reminder, name="reminder"),
    path("ask/", ask_court, name="ask_court"),
    path("more/", more, name="more"),
]
