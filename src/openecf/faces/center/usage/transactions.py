"""View Detailed Transactions: a span of days, narrowed and in order; on the page and as a file."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openecf.center.usage import courts, exports, printing, transactions
from openecf.center.usage.transactions import Wanted
from openecf.faces.center.holders import see_other, signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.foundation.quarters import ZONE, ZONE_NAME

from . import files

SHOWN = 500  # on the page; files hold all
_USUAL_DAYS = timedelta(days=30)


class TransactionsForm(HouseForm):
    """Which receipts, and in which order."""

    first = forms.DateField(label="From", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label="To", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    court_id = forms.ChoiceField(label="Court", required=False)
    client_code = forms.CharField(label="Client code (empty: all)", required=False, max_length=32, strip=True)
    user = forms.ChoiceField(label="User", required=False)
    order = forms.ChoiceField(
        label="Sort order", choices=[(key, spoken) for key, (spoken, _) in transactions.ORDERS.items()]
    )

    def __init__(self, request):
        """Offer the courts, and to a firm its users; without a question, the last thirty days."""
        today = request.at.astimezone(ZONE).date()
        usual = {"first": today - _USUAL_DAYS, "last": today, "order": "newest"}
        super().__init__({**usual, **request.GET.dict()})
        doors = [(door.court_id, door.title) for door in courts.doors()]
        self.fields["court_id"].choices = [("", "All courts"), *doors]
        if people := transactions.users(request.user):
            self.fields["user"].choices = [
                ("", "All users"),
                *((key, f"{name} ({key})") for key, name in people),
            ]
        else:
            del self.fields["user"]

    def wanted(self) -> Wanted:
        """Return what was asked for."""
        return Wanted(**self.cleaned_data)


@never_cache
@require_safe
@signed_in
def transactions_page(request):
    """Show what was asked for, with its sums."""
    form, found = TransactionsForm(request), None
    if form.is_valid():
        with refusals_on(form):
            found = transactions.find(request.user, form.wanted(), most=SHOWN)
    query = urlencode({name: value for name, value in request.GET.items() if name in form.fields})
    context = {"form": form, "found": found, "zone": ZONE_NAME, "query": query, "shown": SHOWN}
    return render(request, "center/usage/transactions.html", context)


@never_cache
@require_safe
@signed_in
def transactions_file(request, kind):
    """Give what was asked for as CSV, JSON or PDF; a question that can't be read goes back to the page."""
    if kind not in files.KINDS:
        raise Http404
    form = TransactionsForm(request)
    if not form.is_valid():
        return see_other(f"{reverse('usage:transactions')}?{request.GET.urlencode()}")
    wanted = form.wanted()
    return files.download(
        f"transactions-{wanted.first}-{wanted.last}.{kind}", _content(request, wanted, kind)
    )


def _content(request, wanted: Wanted, kind: str):
    if kind == "pdf":
        found = transactions.find(request.user, wanted, most=printing.MOST_ROWS)
        holder = f"PACER account {request.user.number}, {request.user.name.full}"
        return printing.transactions_pdf(holder, wanted, found)
    rows = transactions.every(request.user, wanted)
    return exports.transactions_csv(rows) if kind == "csv" else exports.transactions_json(rows)
