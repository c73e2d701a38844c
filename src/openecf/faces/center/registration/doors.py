"""The doors to an account: four kinds, a wizard for the undecided, and the address that is proved first."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.accounts import doors as all_doors
from openecf.center.accounts import registration
from openecf.faces.center import fields
from openecf.faces.center.holders import see_other
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address


class EmailForm(HouseForm):
    """The address of a new account, twice."""

    email = fields.email()
    email_again = fields.email("E-mail address again", "Type the e-mail address again.")

    def clean(self):
        """Compare what is typed twice."""
        fields.require_same(self, "email", "email_again", "The two e-mail addresses differ.", any_case=True)


class WizardForm(HouseForm):
    """Two questions; the second matters only to who files."""

    purpose = forms.ChoiceField(
        label="What do you want to do?",
        choices=(
            ("search", "Look up cases and read documents"),
            ("file", "File documents in a court"),
            ("pay", "Pay for the people of an office, and see their usage"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what you want to do."},
    )
    attorney = forms.ChoiceField(
        label="If you file: as an attorney?",
        choices=(
            ("yes", "Yes, I am an attorney and file for clients or an office"),
            ("no", "No, I file as a creditor, trustee, filing agent, party or the like"),
        ),
        widget=forms.RadioSelect,
        required=False,
    )

    def clean(self):
        """Ask the second question of who files."""
        if self.cleaned_data.get("purpose") == "file" and not self.cleaned_data.get("attorney"):
            self.add_error("attorney", "Choose whether you file as an attorney.")

    def door(self) -> str:
        """Return the door the answers lead to."""
        if self.cleaned_data["purpose"] == "file":
            return "attorney" if self.cleaned_data["attorney"] == "yes" else "nonattorney"
        return "firm" if self.cleaned_data["purpose"] == "pay" else "search"


@require_safe
def doors(request):
    """Show the four doors."""
    return render(request, "center/registration/doors.html", {"doors": all_doors.all_doors()})


@require_safe
def wizard(request):
    """Ask what somebody wants to do, and name the door; nothing is kept, the address holds the answers."""
    form = WizardForm(request.GET or None)
    chosen = all_doors.door(form.door()) if form.is_valid() else None
    return render(request, "center/registration/wizard.html", {"form": form, "chosen": chosen})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def door(request, key):
    """Take the address of a new account and mail it a link; the answer is always the same."""
    chosen = all_doors.door(key)
    form = EmailForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            email = form.cleaned_data["email"]
            registration.ask(chosen, email, address=client_address(request), at=request.at)
        if not form.errors:
            return see_other(reverse("registration:register_sent"))
    return render(request, "center/registration/register.html", {"form": form, "door": chosen})


@require_safe
def sent(request):
    """Say: check your mail."""
    return render(request, "center/registration/register_sent.html")


@require_safe
def policies(request):
    """Show the policies and procedures that who registers accepts."""
    return render(request, "center/registration/policies.html")
