"""The apps, passkeys and recovery codes of an account; renaming and removing."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.signon import (
    duty,
    factor_policy,
    lost_phone_wait,
    recovery_codes,
    removing,
    renaming,
)
from openecf.center.signon import (
    factors as second,
)
from openecf.faces.center import holders
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address
from openecf.foundation.quarters import ZONE_NAME

from . import fields


class RenameForm(HouseForm):
    """Another name."""

    name = fields.name("New name", "For example: Duo (John)")


class RemoveForm(HouseForm):
    """One button; what is refused is shown above it."""


@never_cache
@require_safe
@holders.signed_in
def factors(request):
    """Show what protects the account beside its password."""
    kept = second.of(request.user)
    context = {
        "apps": [each for each in kept if not each.is_passkey],
        "passkeys": [each for each in kept if each.is_passkey],
        "most_apps": factor_policy.most_apps(),
        "codes_left": recovery_codes.left(request.user),
        "only_one": len(kept) == 1,
        "must": duty.applies(request.user),
        "wait": lost_phone_wait.of(request.user, at=request.at),
        "zone": ZONE_NAME,
        "done": request.GET.get("done", ""),
    }
    return render(request, "center/factors/factors.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.freshly
def rename(request, public_id):
    """Give an app or a passkey another name."""
    factor = _of(request, public_id)
    form = RenameForm(request.POST or None, initial={"name": factor.name})
    if form.is_valid():
        with refusals_on(form):
            name, who = form.cleaned_data["name"], request.sign_on
            renaming.rename_factor(request.user, public_id, name, standing=who, at=request.at)
        if not form.errors:
            return holders.see_other(f"{reverse('factors:factors')}?done=renamed")
    return render(request, "center/factors/rename.html", {"form": form, "factor": factor})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.freshly
def remove(request, public_id):
    """Remove an app or a passkey after one more look."""
    factor, form = _of(request, public_id), RemoveForm(request.POST)
    if request.method == "POST":
        with refusals_on(form):
            removing.remove(
                request.user,
                public_id,
                standing=request.sign_on,
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return holders.see_other(f"{reverse('factors:factors')}?done=removed")
    last = len(second.of(request.user)) == 1
    return render(request, "center/factors/remove.html", {"form": form, "factor": factor, "last": last})


def _of(request, public_id):
    for each in second.of(request.user):
        if each.public_id == public_id:
            return each
    raise Http404
