"""Behind the mailed link: the form about the person, then username and password, then what was opened."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import duplicates, registration
from openecf.faces.center import fields
from openecf.faces.center.holders import see_other
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from .gone import gone
from .persons import form_for

_AGAIN = ("registration:register", "Register again")


class SignInForm(HouseForm):
    """What the new account is signed in with, and the policies."""

    username = fields.username()
    password = fields.new_password()
    password_again = fields.password_again()
    accepted = forms.BooleanField(
        label="I have read the policies and procedures and accept them",
        error_messages={"required": registration.PoliciesNotAccepted().sentence},
    )

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "password", "password_again", "The two passwords differ.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def person(request, token):
    """Take the form about the person; afterwards the link shows the account it opened."""
    waiting = registration.waiting(token, at=request.at)
    if waiting is None:
        return gone(request, *_AGAIN)
    if waiting.opened:
        return render(request, "center/registration/opened.html", {"waiting": waiting})
    form = form_for(waiting, request.POST if request.method == "POST" else None, at=request.at)
    warning = ""
    if form.is_valid():
        with refusals_on(form):
            warning = _describe(request, token, form)
        if not form.errors and not warning:
            return see_other(reverse("registration:finish", args=[token]))
    context = {"form": form, "waiting": waiting, "warning": warning}
    return render(request, "center/registration/person.html", context)


@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request, token):
    """Take username and password and open the account."""
    waiting = registration.waiting(token, at=request.at)
    if waiting is None:
        return gone(request, *_AGAIN)
    if waiting.opened or waiting.person is None:
        return see_other(reverse("registration:confirm", args=[token]))
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            _finish(request, token, form.cleaned_data)
        if not form.errors:
            return see_other(reverse("registration:confirm", args=[token]))
    return render(request, "center/registration/finish.html", {"form": form, "waiting": waiting})


def _describe(request, token, form) -> str:
    """Keep what was typed; return the warning that an account may exist, if it is one to go on from."""
    although = "although" in request.POST
    try:
        registration.describe(token, form.person(), although=although, at=request.at)
    except duplicates.MayExist as refusal:
        return refusal.sentence
    return ""


def _finish(request, token, typed):
    registration.finish(
        token,
        typed["username"],
        typed["password"],
        accepted=typed["accepted"],
        address=client_address(request),
        at=request.at,
    )
