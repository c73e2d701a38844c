"""Change Username."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.signon import renaming
from openecf.faces.center import fields
from openecf.faces.center.holders import freshly
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from .overview import back_to


class UsernameForm(HouseForm):
    """The username from now on, typed twice."""

    username = fields.username("New username")
    username_again = fields.username("New username again")

    def __init__(self, *args, **kwargs):
        """Say what the second field is for."""
        super().__init__(*args, **kwargs)
        self.fields["username_again"].help_text = ""
        self.fields["username_again"].error_messages["required"] = "Type the username again."

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "username", "username_again", "The two usernames differ.", any_case=True)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def username(request):
    """Take another username; who signed in long ago signs in again first."""
    form = UsernameForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            renaming.rename(
                request.user,
                form.cleaned_data["username"],
                standing=request.sign_on,
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return back_to("settings", "username")
    return render(request, "center/my_account/username.html", {"form": form})
