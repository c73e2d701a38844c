"""What a person does: see which firm pays, answer an invitation, leave."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.firms import membership
from openecf.faces.center.holders import freshly, see_other
from openecf.faces.forms import HouseForm, refusals_on


def paid_by(request):
    """Show the firm that pays, and those that ask to."""
    context = {
        "firm": membership.firm_of(request.user),
        "invitations": membership.invitations(request.user),
    }
    return render(request, "center/firm/paid_by.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def answer(request, public_id):
    """Say what accepting means, and take the answer."""
    asked = next((one for one in membership.invitations(request.user) if one.public_id == public_id), None)
    if asked is None:
        raise membership.InvitationGone
    form = HouseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        with refusals_on(form):
            if "decline" in request.POST:
                membership.decline(request.user, public_id, at=request.at)
            else:
                membership.accept(request.user, public_id, standing=request.sign_on, at=request.at)
            return see_other(reverse("firm:firm"))
    return render(request, "center/firm/answer.html", {"form": form, "asked": asked})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def leave(request):
    """Ask once more, then leave the firm that pays."""
    if (paying := membership.firm_of(request.user)) is None:
        raise Http404
    form = HouseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        with refusals_on(form):
            membership.leave(request.user, standing=request.sign_on, at=request.at)
            return see_other(reverse("firm:firm"))
    return render(request, "center/firm/leave.html", {"form": form, "firm": paying})
