"""The client code that an account's rule asks for, after a sign-in that brought none; it may be put off."""

from django import forms
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.signon import session_codes
from openecf.faces.center import holders
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import entering, interrupts

_MARK = "client-code"  # among what was put off since the sign-in


class ClientCodeForm(HouseForm):
    """The code for this session."""

    client_code = forms.CharField(
        label="Client code",
        max_length=32,
        required=False,  # the room says what is missing
        strip=True,
        help_text="Up to 32 characters, no space and no comma.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


def asks(request) -> bool:
    """Tell whether the page comes now: a code is due, and was not put off in this sign-on."""
    return not _put_off(request) and session_codes.due(request.user, request.sign_on) is not None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.signed_in
def client_code(request):
    """Take the code, or let the holder go on without."""
    due = session_codes.due(request.user, request.sign_on)
    if due is None:
        return interrupts.go_on(request)
    if "without" in request.POST:
        request.session[entering.SKIPPED] = [*request.session.get(entering.SKIPPED, []), _MARK]
        return interrupts.go_on(request)
    form = ClientCodeForm(
        request.POST if request.method == "POST" else None, initial={"client_code": due.code}
    )
    if form.is_valid():
        with refusals_on(form):
            code, where = form.cleaned_data["client_code"], client_address(request)
            session_codes.keep(request.user, request.sign_on, code, address=where, at=request.at)
            return interrupts.go_on(request)
    return render(request, "center/signon/client_code.html", {"form": form, "due": due, "rule": due.rule})


def _put_off(request) -> bool:
    return _MARK in request.session.get(entering.SKIPPED, [])
