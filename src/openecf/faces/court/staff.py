"""The court's staff: inviting clerks and judges, approving, taking the invitation, and removing."""

from django import forms
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_POST

from openecf.courthouse.people import roles, staff_joining, staff_list, staffing
from openecf.courthouse.people.staffing import NewStaff

from ..forms import HouseForm, refusals_on
from . import fields
from .guards import freshly_signed_in, see_other

_OFF = {"autocomplete": "off", "spellcheck": "false"}
_DONE = {
    "invited": "It is on the record. Another of the staff must approve it; then the link is mailed.",
    "approved": "Approved. The link was mailed; it works for seven days, with that PACER account only.",
    "withdrawn": "The invitation was withdrawn.",
    "removed": "Removed. The PACER account can only search from now on; its holder was told by e-mail.",
}


class InviteForm(HouseForm):
    """Whom to invite."""

    role = forms.ChoiceField(
        label="As what?",
        choices=[("clerk", "Clerk"), ("judge", "Judge")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose clerk or judge."},
    )
    account_number = forms.CharField(
        label="PACER account number",
        help_text="Seven digits; it stands on the holder's page My Account.",
        max_length=7,
        widget=forms.TextInput(attrs=_OFF | {"inputmode": "numeric"}),
    )
    last_name = forms.CharField(label="Last name", max_length=120, widget=forms.TextInput(attrs=_OFF))
    initials = forms.CharField(
        label="Initials", help_text="Docket entries are signed with them.", max_length=5
    )
    email = forms.CharField(
        label="E-mail address for the invitation",
        max_length=254,
        widget=forms.TextInput(attrs=_OFF | {"inputmode": "email"}),
    )
    reason = fields.reason("It stays on the record.")


class RemoveForm(HouseForm):
    """Why somebody leaves."""

    reason = fields.reason("It stays on the record and goes to the holder.")


@freshly_signed_in
def staff(request):
    """List the staff and the invitations; take a new one."""
    roles.require_staff(request.viewer)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            facts = dict(form.cleaned_data)
            reason = facts.pop("reason")
            staffing.invite(request.viewer, request.court, NewStaff(**facts), reason=reason, at=request.at)
            return see_other("staff:staff", done="invited")
    context = {
        "form": form,
        "members": staff_list.members(request.viewer, request.court),
        "invitations": staff_list.invitations(request.viewer, request.court, at=request.at),
    }
    return _page(request, "staff", context)


@require_POST
def approve(request, public_id):
    """Approve an invitation."""
    staffing.approve(request.viewer, request.court, public_id, at=request.at)
    return see_other("staff:staff", done="approved")


@require_POST
def withdraw(request, public_id):
    """Withdraw an invitation."""
    staffing.withdraw(request.viewer, request.court, public_id, at=request.at)
    return see_other("staff:staff", done="withdrawn")


@freshly_signed_in
def remove(request, number):
    """Ask for the reason, then take somebody off the staff."""
    members = staff_list.members(request.viewer, request.court)
    member = next((one for one in members if one.number == number), None)
    if member is None:
        raise staffing.NoSuchAccount
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        with refusals_on(form):
            reason = form.cleaned_data["reason"]
            staffing.remove(request.viewer, request.court, number, reason=reason, at=request.at)
            return see_other("staff:staff", done="removed")
    return _page(request, "remove", {"form": form, "member": member})


@freshly_signed_in
def take(request, token):
    """Show a mailed invitation to whom it is for, and take it."""
    if request.method == "POST":
        staff_joining.take(request.viewer, request.court, token, at=request.at)
        return see_other("home:home")
    invited = staff_joining.invitation_for(request.viewer, request.court, token, at=request.at)
    return _page(request, "take", {"invited": invited, "here": "home:home", "help_page": "home"})


def _page(request, name, context):
    done = _DONE.get(request.GET.get("done"), "")
    context = {"here": "clerk:desk", "help_page": "filing-accounts", "done": done, **context}
    return render(request, f"court/staff/{name}.html", context)


app_name = "staff"
urlpatterns = [
    path("", staff, name="staff"),
    path("approve/<str:public_id>/", approve, name="approve"),
    path("withdraw/<str:public_id>/", withdraw, name="withdraw"),
    path("remove/<int:number>/", remove, name="remove"),
    path("invitation/<str:token>/", take, name="take"),
]
