"""Update E-Filer Email Noticing and Frequency: the primary address, here and in the courts."""

from django import forms
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import noticing as choices
from openecf.center.standing import changes
from openecf.faces.center import fields
from openecf.faces.center.holders import freshly
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import courts
from .overview import back_to

_FREQUENCIES = [("each", "At the time of filing: one e-mail for each"), ("daily", "Once a day: one summary")]
_FORMATS = [("html", "HTML"), ("text", "Plain text")]


class NoticingForm(HouseForm):
    """Where, how often and in which format."""

    email = fields.email("Primary e-mail address", "Enter the address for notices.")
    frequency = forms.ChoiceField(
        label="How often",
        choices=_FREQUENCIES,
        error_messages={"required": "Choose how often."},
        widget=forms.RadioSelect,
    )
    format = forms.ChoiceField(
        label="Format",
        choices=_FORMATS,
        error_messages={"required": "Choose a format."},
        widget=forms.RadioSelect,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def noticing(request):
    """Take where and how often a filer wants to be told, and tell each court."""
    form = NoticingForm(request.POST or None, initial=vars(choices.noticing_of(request.user)))
    if form.is_valid():
        with refusals_on(form):
            wanted, where = choices.Noticing(**form.cleaned_data), client_address(request)
            sent = changes.change_noticing(
                request.user, wanted, standing=request.sign_on, address=where, at=request.at
            )
        if not form.errors:
            return back_to("maintenance", "noticing", *(["told"] if sent else []))
    context = {"form": form, "told": courts.told(request.user)}
    return render(request, "center/my_account/noticing.html", context)
