"""What the account owes, what was paid, and Make One-Time PACER Fee Payment."""

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.firms import membership
from openecf.center.payments import methods, paying, visits
from openecf.faces import transport
from openecf.faces.center.holders import see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.foundation import money
from openecf.foundation.money import NotAnAmount
from openecf.foundation.references import new_token

OTHER = "other"  # a card that is typed on the provider's page


class PayForm(HouseForm):
    """How much, and with what."""

    amount = forms.CharField(
        label="Amount", max_length=20, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    method = forms.ChoiceField(label="Pay with", widget=forms.RadioSelect)
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)  # sent twice, it is one payment

    def __init__(self, data, *, stored, balance):
        """Offer the stored methods and another card; the whole balance is meant unless less is typed."""
        first = next((each for each in stored if each.for_search_fees), None)
        start = {
            "amount": money.dollars(max(balance, 0)),
            "method": first.public_id if first else OTHER,
            "key": new_token(),
        }
        super().__init__(data, initial=start)
        choices = [(each.public_id, each.text) for each in stored]
        self.fields["method"].choices = [*choices, (OTHER, "Another card, without storing it")]

    def clean_amount(self):
        """Read dollars as cents."""
        try:
            return money.cents(self.cleaned_data["amount"])
        except NotAnAmount as refusal:
            raise forms.ValidationError(refusal.sentence) from None


@never_cache
@require_safe
@signed_in
def payments(request):
    """Show the balance, stored methods, who pays, and the payments made."""
    context = {
        "balance": paying.balance_of(request.user),
        "stored": methods.of(request.user),
        "receipts": paying.history(request.user),
        "firm": membership.firm_of(request.user),
        "invitations": membership.invitations(request.user),
        "is_firm": request.user.holder == "firm",
    }
    return render(request, "center/payments/payments.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pay(request):
    """Take an amount and a method; another card is typed on the provider's page."""
    balance, stored = paying.balance_of(request.user), methods.of(request.user)
    form = PayForm(request.POST or None, stored=stored, balance=balance)
    if form.is_valid():
        with refusals_on(form):
            return see_other(_pay(request, form.cleaned_data))
    return render(request, "center/payments/pay.html", {"form": form, "balance": balance})


@never_cache
@require_safe
@signed_in
def receipt(request, reference):
    """Show one payment."""
    found = paying.receipt(request.user, reference)
    context = {"receipt": found, "balance": paying.balance_of(request.user)}
    return render(request, "center/payments/receipt.html", context)


def _pay(request, said) -> str:
    """Pay, or begin the visit on which it is paid; return where to go."""
    http = transport.http_session()
    if said["method"] == OTHER:
        return visits.begin_paying(request.user, said["amount"], http=http, at=request.at)
    paid = paying.pay(request.user, said["method"], said["amount"], key=said["key"], http=http, at=request.at)
    return reverse("payments:receipt", args=[paid.reference])
