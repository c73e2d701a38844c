"""Asking a court: to be registered to file, or to be so no longer."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.standing import courts as standings
from openecf.center.standing import registering
from openecf.center.standing.registering import ToRegister

from ...forms import refusals_on
from ...middleware import client_address
from ..holders import freshly, see_other, signed_in
from .forms import RegisterForm, WithdrawForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register(request):
    """Ask a court to let the holder file there."""
    door = request.GET.get("as", "")
    door = door if door in registering.ROLES else "attorney"
    choices = list(standings.titles_of_courts().items())
    form = RegisterForm(request.POST or None, initial=_known(request.user), door=door, choices=choices)
    if form.is_valid():
        with refusals_on(form):
            told = {name: form.cleaned_data.get(name, "") for name in ToRegister.__dataclass_fields__}
            told["role"] = told["role"] or "attorney"
            told["country"] = request.user.country
            court = form.cleaned_data["court"]
            where, wanted = client_address(request), ToRegister(**told)
            reference = registering.register(request.user, court, wanted, address=where, at=request.at)
        if not form.errors:
            return see_other(f"{reverse('efile:status')}?sent={reference}")
    context = {"form": form, "door": door, "name": request.user.name.full}
    return render(request, "center/efile/register.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def withdraw(request):
    """Ask a court to end the holder's filing there."""
    active = [one for one in standings.of(request.user) if one.state == "active" and one.role in _FILING]
    choices = [(one.court_id, one.title) for one in active]
    form = WithdrawForm(request.POST or None, choices=choices)
    if form.is_valid():
        with refusals_on(form):
            court, reason = form.cleaned_data["court"], form.cleaned_data["reason"]
            where = client_address(request)
            reference = registering.withdraw(request.user, court, reason, address=where, at=request.at)
        if not form.errors:
            return see_other(f"{reverse('efile:status')}?sent={reference}")
    return render(request, "center/efile/withdraw.html", {"form": form, "active": active})


_FILING = {role for roles in registering.ROLES.values() for role in roles}
_PREFILLED = ("bar_number", "firm_name", "street", "street_2", "city", "state", "zip_code", "phone")


def _known(account) -> dict[str, str]:
    """Return what the account says already."""
    known = {name: getattr(account, name) for name in _PREFILLED}
    notices = {"notice_email": account.notice_email or account.email}
    notices |= {name: getattr(account, name) for name in ("notice_frequency", "notice_format")}
    return known | notices
