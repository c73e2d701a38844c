"""I lost my phone: after the right password, a saved code and a mailed code, or a wait of a day."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.signon import lost_phone, lost_phone_wait, mailed_codes, shown_codes
from openecf.faces.center import holders
from openecf.faces.center.signon import entering
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import apps, fields, halfway, losing, onward


class StartForm(HouseForm):
    """One button; what is refused is shown above it."""


class RecoverForm(HouseForm):
    """The two codes that stand in for the phone."""

    mailed_code = fields.mailed_code()
    recovery_code = fields.recovery_code()


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request):
    """Choose between a recovery code, and the wait; the recovery code's way mails a code."""
    losing.begin(request, halfway.of(request))
    account, form = losing.account(request), StartForm(request.POST)
    if account is None:
        return losing.to_login(request)
    if request.method == "POST":
        with refusals_on(form):
            token = lost_phone.begin(account, session_key=request.session.session_key, at=request.at)
            return holders.see_other(losing.on(request, reverse("factors:lost_code", args=[token])))
    wait = lost_phone_wait.of(account, at=request.at)
    context = {"form": form, "wait": wait, "onward": losing.query(request)}
    return render(request, "center/factors/lost.html", context)


@never_cache
@sensitive_post_parameters("mailed_code", "recovery_code")
@require_http_methods(["GET", "HEAD", "POST"])
def code(request, token):
    """Take both codes, sign in, and show the new code that replaces the used one."""
    account, form = losing.account(request), RecoverForm(request.POST or None)
    if account is None:
        return losing.to_login(request)
    if form.is_valid():
        try:
            with refusals_on(form):
                new = lost_phone.recover(
                    account,
                    token,
                    **form.cleaned_data,
                    session_key=request.session.session_key,
                    address=client_address(request),
                    at=request.at,
                )
                return _let_in(request, account, new)
        except mailed_codes.MailedCodeGone as gone:
            return apps.too_late(request, gone, reverse("factors:lost"))
    context = {"form": form, "where": mailed_codes.shown_address(account), "onward": losing.query(request)}
    return render(request, "center/factors/lost_code.html", context)


def _let_in(request, account, new):
    """Sign in; then the page of the new code, and after it where the person was going."""
    client_code = losing.client_code(request)
    answer = entering.enter(request, account, amr=("pwd", "otp"), client_code=client_code)
    onward.remember(request)
    key = request.session.session_key
    shown = shown_codes.keep(account, [new], session_key=key, at=request.at)
    answer["Location"] = reverse("factors:codes", args=[shown])
    return answer
