"""What the pages of the counter share: signing in first, the price page, and the one button that charges."""

from functools import wraps
from urllib.parse import urlencode

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from openecf.courthouse.access import counter, papers
from openecf.courthouse.access.counter import Quoted
from openecf.courthouse.billing.offers import PriceNoLongerHolds
from openecf.courthouse.people import client_codes, roles
from openecf.faces.forms import HouseForm
from openecf.foundation.refusals import NotYours

_TEMPLATES = {
    "document": "court/documents/document.html",
    "claim": "court/documents/document.html",
    "search": "court/query/price.html",
}
_PAPERS = ("document", "claim")
_HELP = {
    "docket": "docket-report",
    "claims": "claims-register",
    "creditors": "list-of-creditors",
    "history": "history-documents",
    "search": "query",
    "document": "document",
    "claim": "document",
}


class SentFromElsewhere(NotYours):
    """This was not sent from a page of this court, so nothing was charged. Press the button of the price."""


class ClientCodeForm(HouseForm):
    """The client code of one charge and those that follow."""

    client_code = forms.CharField(
        label="Client code",
        required=False,
        strip=True,
        widget=forms.TextInput(attrs={"maxlength": 32, "autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args, viewer, **kwargs):
        """Say what this viewer's account asks for."""
        super().__init__(*args, **kwargs)
        self.fields["client_code"].help_text = client_codes.hint(viewer)


def signed_in(view):
    """Lead whoever is not signed in to the sign-in page, and back here afterwards."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if request.viewer.signed_in:
            return view(request, *args, **kwargs)
        if request.method not in ("GET", "HEAD"):
            roles.require_signed_in(request.viewer)
        onward = urlencode({"next": request.get_full_path()})
        return HttpResponseRedirect(f"{reverse('signing_on:sign_in')}?{onward}")

    return guarded


def require_own_site(request) -> None:
    """Refuse a click that another site sent; browsers say where it came from. Raises SentFromElsewhere."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise SentFromElsewhere


def accept(request, quote_id):
    """Charge a quote and go on to what it bought; a price that no longer holds is shown anew."""
    require_own_site(request)
    viewer = request.viewer
    code = request.POST.get("client_code", viewer.client_code).strip()
    try:
        served = counter.serve(viewer, quote_id, client_code=code, at=request.at)
    except PriceNoLongerHolds as refusal:
        quoted = counter.quote_again(viewer, quote_id, at=request.at)
        return price_page(request, quoted, sentence=refusal.sentence, status=refusal.status)
    except client_codes.CodeRefused as refusal:
        return _ask_code(request, quote_id, code, refusal)
    if code != viewer.client_code:
        client_codes.change(viewer, code, at=request.at)
    return see_other(address_of(served.wanted.kind, served.receipt.number))


def _ask_code(request, quote_id, code, refusal):
    """Show the price once more with what is wrong with the client code."""
    form = ClientCodeForm({"client_code": code}, viewer=request.viewer)
    form.is_valid()
    form.add_error("client_code", refusal.sentence)
    quoted = counter.quote_again(request.viewer, quote_id, at=request.at)
    return price_page(request, quoted, status=refusal.status, code_form=form)


def address_of(kind: str, receipt: str) -> str:
    """Return the address that shows what a receipt paid for."""
    opens = "documents:copy" if kind in _PAPERS else "reports:receipt"
    return reverse(opens, args=[receipt])


def price_page(request, quoted: Quoted, *, sentence: str = "", status: int = 200, **context):
    """Show an exact price with the button that accepts it."""
    kind = quoted.wanted.kind
    here = "query:query" if kind in ("search", *_PAPERS) else "reports:reports"
    facts = {"quoted": quoted, "sentence": sentence, "here": here, "help_page": _HELP[kind]}
    if client_codes.has_rule(request.viewer) and quoted.cents:
        facts["code_form"] = ClientCodeForm(
            viewer=request.viewer, initial={"client_code": request.viewer.client_code}
        )
    if kind in _PAPERS:
        facts["paper"] = quoted.wanted.read(request.viewer)
    if kind == "document":
        facts["parts"] = papers.parts(request.viewer, quoted.wanted.doc_id)
    if quoted.bought:
        facts["copy"] = address_of(kind, quoted.bought.number)
    return render(request, _TEMPLATES.get(kind, "court/reports/price.html"), facts | context, status=status)


def see_other(address: str) -> HttpResponseRedirect:
    """Go on with a GET (303)."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return response
