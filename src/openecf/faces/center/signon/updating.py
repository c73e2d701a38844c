"""User Update Required: an old password is changed where the policy says so, after three skips at most."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import rotation
from openecf.center.signon import credentials
from openecf.faces.center import fields, holders
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address, recognise_at_center

from . import entering, interrupts

_MARK = "password"  # among what was put off since the sign-in


class UpdateForm(HouseForm):
    """The present password and a new one."""

    old_password = fields.present_password()
    password = fields.new_password("New password")
    password_again = fields.password_again("New password again")

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "password", "password_again", "The two passwords differ.")


def asks(request) -> bool:
    """Tell whether the prompt comes now: the password is too old, and it was not skipped in this sign-on."""
    return rotation.due(request.user, at=request.at) is not None and not _skipped(request)


@never_cache
@sensitive_post_parameters("old_password", "password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
@holders.signed_in
def update_required(request):
    """Ask for a new password; skip it, while skips are left."""
    due = rotation.due(request.user, at=request.at)
    if due is None or (_skipped(request) and request.method == "POST"):
        return interrupts.go_on(request)
    form = UpdateForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        with refusals_on(form):
            if _skip(request) if "skip" in request.POST else _change(request, form):
                return interrupts.go_on(request)
    return render(request, "center/signon/update_required.html", {"form": form, "due": due})


def _skip(request) -> bool:
    rotation.skip(request.user, at=request.at)
    request.session[entering.SKIPPED] = [*request.session.get(entering.SKIPPED, []), _MARK]
    return True


def _change(request, form) -> bool:
    if not form.is_valid():
        return False
    credentials.change_password(
        request.user,
        form.cleaned_data["old_password"],
        form.cleaned_data["password"],
        session_key=request.session.session_key,
        address=client_address(request),
        at=request.at,
    )
    recognise_at_center(request)
    return True


def _skipped(request) -> bool:
    return _MARK in request.session.get(entering.SKIPPED, [])
