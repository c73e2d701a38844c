"""Change Password."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.signon import credentials
from openecf.faces.center import fields
from openecf.faces.center.holders import see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address


class PasswordForm(HouseForm):
    """The present password and a new one."""

    old_password = fields.present_password()
    password = fields.new_password("New password")
    password_again = fields.password_again("New password again")

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "password", "password_again", "The two passwords differ.")


@never_cache
@sensitive_post_parameters("old_password", "password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def password(request):
    """Change the password; this browser stays signed in, others do not."""
    form = PasswordForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            credentials.change_password(
                request.user,
                form.cleaned_data["old_password"],
                form.cleaned_data["password"],
                session_key=request.session.session_key,
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return see_other(reverse("my_account:password_changed"))
    return render(request, "center/my_account/password.html", {"form": form})


@require_safe
@signed_in
def password_changed(request):
    """Say that it is done and what it ended."""
    return render(request, "center/my_account/password_changed.html")
