"""Reports on one case that cost something: choose, see the price, accept it."""

from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from openecf.courthouse.access import counter

from ...forms import refusals_on
from .. import charging


@charging.signed_in
def report(request, form_class):
    """Show the options of a report and, once a case is named, its exact price."""
    form = form_class(request.GET)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            quoted = counter.quote(request.viewer, form.wanted(), at=request.at)
            return charging.price_page(request, quoted, form=form, title=form.title)
    context = {"form": form, "title": form.title, "here": "reports:reports", "help_page": form.help_page}
    return render(request, "court/reports/options.html", context)


@require_http_methods(["GET", "POST"])
@charging.signed_in
def accept(request, quote_id):
    """Charge the quote and go to what it bought. A GET shows the price again and charges nothing."""
    if request.method == "POST":
        return charging.accept(request, quote_id)
    return charging.price_page(request, counter.quote_again(request.viewer, quote_id, at=request.at))
