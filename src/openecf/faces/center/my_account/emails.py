"""Change the e-mail address of the account: a link to the new one, word to the old one."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import emails
from openecf.center.signon import credentials
from openecf.faces.center import fields
from openecf.faces.center.holders import freshly, see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address


class EmailForm(HouseForm):
    """A new address, and the password so that it is the holder who asks."""

    email = fields.email("New e-mail address", "Enter the new e-mail address.")
    email_again = fields.email("New e-mail address again", "Type the e-mail address again.")
    old_password = fields.present_password()

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "email", "email_again", "The two e-mail addresses differ.", any_case=True)


@never_cache
@sensitive_post_parameters("old_password")
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def email(request):
    """Take a new address and mail it a link."""
    form = EmailForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            credentials.ask_new_email(
                request.user,
                form.cleaned_data["email"],
                form.cleaned_data["old_password"],
                standing=request.sign_on,
                session_key=request.session.session_key,
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return see_other(reverse("my_account:email_sent"))
    return render(request, "center/my_account/email.html", {"form": form})


@require_safe
@signed_in
def email_sent(request):
    """Say: check the new mailbox."""
    return render(request, "center/my_account/email_sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def confirm_email(request, token):
    """Take the proved address when the button is pressed; afterwards the link says that it is done."""
    waiting = emails.waiting(request.user, token, at=request.at)
    if waiting is None:
        context = {"again": reverse("my_account:email"), "again_label": "Ask for a new link"}
        return render(request, "center/registration/link_gone.html", context, status=410)
    if request.method == "POST":
        emails.confirm(request.user, token, address=client_address(request), at=request.at)
        return see_other(request.path)
    return render(request, "center/my_account/confirm_email.html", {"waiting": waiting})
