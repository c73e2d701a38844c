"""Manage My Stored Payment Information: which card pays what, storing one, removing one."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.payments import methods, visits
from openecf.faces import transport
from openecf.faces.center.holders import freshly, see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on


class DefaultsForm(HouseForm):
    """Which stored method pays which kind of fee."""

    search = forms.ChoiceField(
        label="For PACER fees",
        required=False,
        help_text="Charged for the quarter's bill, when more is due than is waived.",
    )
    filing = forms.ChoiceField(
        label="For filing fees",
        required=False,
        help_text="Offered first when a court asks for a filing fee. Nothing is charged without your yes.",
    )

    def __init__(self, data, *, stored, is_firm):
        """Offer the stored methods; a firm pays no filing fees."""
        start = {
            "search": next((each.public_id for each in stored if each.for_search_fees), ""),
            "filing": next((each.public_id for each in stored if each.for_filing_fees), ""),
        }
        super().__init__(data, initial=start)
        for field in self.fields.values():
            field.choices = [("", "None"), *((each.public_id, each.text) for each in stored)]
        if is_firm:
            del self.fields["filing"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def methods_page(request):
    """List the stored methods and say which pays what."""
    stored = methods.of(request.user)
    form = DefaultsForm(request.POST or None, stored=stored, is_firm=request.user.holder == "firm")
    if form.is_valid():
        with refusals_on(form):
            said = form.cleaned_data
            methods.set_defaults(
                request.user, search=said["search"], filing=said.get("filing", ""), at=request.at
            )
        if not form.errors:
            return see_other(reverse("payments:methods"))
    shown = [(each, each.is_expired(request.at)) for each in stored]
    context = {"form": form, "stored": shown, "stored_now": request.GET.get("stored", "")}
    return render(request, "center/payments/methods.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def store(request):
    """Explain where the card is typed, and lead there."""
    form = HouseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.is_valid()
        with refusals_on(form):
            page = visits.begin_storing(
                request.user, standing=request.sign_on, http=transport.http_session(), at=request.at
            )
            return see_other(page)
    return render(request, "center/payments/store.html", {"form": form})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def remove(request, public_id):
    """Ask once more, then forget the method here and at the provider."""
    stored, form = (
        methods.one(request.user, public_id),
        HouseForm(request.POST if request.method == "POST" else None),
    )
    if request.method == "POST":
        form.is_valid()
        with refusals_on(form):
            methods.remove(
                request.user,
                public_id,
                standing=request.sign_on,
                http=transport.http_session(),
                at=request.at,
            )
            return see_other(reverse("payments:methods"))
    return render(request, "center/payments/remove.html", {"form": form, "method": stored})
