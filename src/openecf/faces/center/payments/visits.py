"""Coming back from the provider's page."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from openecf.center.payments import provider, visits
from openecf.faces import transport
from openecf.faces.center.holders import see_other, signed_in


@never_cache
@require_GET
@signed_in
def returned(request, token):
    """Take the return once, and lead on to what it came to; a refused card is said on a page of its own."""
    if request.GET.get("cancelled"):
        outcome = visits.give_up(request.user, token, at=request.at)
        return see_other(_page_of(outcome.purpose))
    carried = request.GET.get("payment_token", "")
    try:
        outcome = visits.finish(request.user, token, carried, http=transport.http_session(), at=request.at)
    except provider.CardRefused as refusal:
        return render(request, "center/payments/refused.html", {"sentence": refusal.sentence}, status=402)
    if outcome.reference:
        return see_other(reverse("payments:receipt", args=[outcome.reference]))
    if outcome.search_opened:
        return see_other(reverse("registration:activate"))  # it says that search is open now
    told = "?stored=search" if outcome.search_opened else "?stored=1"
    return see_other(_page_of(outcome.purpose) + told)


def _page_of(purpose: str) -> str:
    return reverse("payments:payments" if purpose == visits.PAY else "payments:methods")
