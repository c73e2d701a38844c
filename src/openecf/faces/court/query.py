"""Query: find a case by its number or by a name, and the page of a case."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import path, reverse

from openecf.courthouse.access import counter, heads, search
from openecf.courthouse.access.reports import calendar as calendars

from ..forms import HouseForm, refusals_on
from . import charging

_MENU = {"here": "query:query"}


def _name_field(label: str, **options) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
    return forms.CharField(label=label, required=False, max_length=120, widget=widget, **options)


class QueryForm(HouseForm):
    """A case number, or a name."""

    case = _name_field("Case number", help_text="26-01234, 26-1234 and 3:26-bk-01234 all work.")
    last = _name_field("Last/Business name", help_text="The beginning of the name is enough.")
    first = _name_field("First name")
    middle = _name_field("Middle name")

    def clean(self):
        """Ask for a number or a name."""
        if not self.cleaned_data.get("case") and not self.cleaned_data.get("last"):
            raise forms.ValidationError("Enter a case number, or a last name or the name of a business.")
        return self.cleaned_data


@charging.signed_in
def query(request):
    """Find a case. A known number leads straight to it; a name shows how many match and the price."""
    form = QueryForm(request.GET or None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            return _answer(request, form)
    return render(request, "court/query/query.html", _MENU | {"form": form, "help_page": "query"})


def _answer(request, form):
    asked = form.cleaned_data
    if asked["case"]:
        return redirect("query:case", search.by_number(request.viewer, asked["case"]).short)
    wanted = search.by_name(asked["last"], asked["first"], asked["middle"])
    quoted = counter.quote(request.viewer, wanted, at=request.at)
    matching = search.count(request.viewer, wanted)
    return charging.price_page(request, quoted, form=form, matching=matching)


@charging.signed_in
def case(request, number):
    """Show the facts of a case and what can be looked up in it; free."""
    page = heads.case_page(request.viewer, number)
    return render(request, "court/query/case.html", _MENU | {"page": page, "help_page": "case"})


@charging.signed_in
def attorneys(request, number):
    """List those who act in a case, and for whom; free."""
    page = heads.case_page(request.viewer, number)
    return render(request, "court/query/attorneys.html", _MENU | {"page": page, "help_page": "case"})


@charging.signed_in
def deadlines(request, number):
    """List the hearings and deadlines of a case; free."""
    context = {
        "page": heads.case_page(request.viewer, number),
        "calendar": calendars.of_case(request.viewer, number),
        "help_page": "case",
    }
    return render(request, "court/query/deadlines.html", _MENU | context)


@charging.signed_in
def docket(request, number):
    """Lead from the short address that notices carry to the docket report."""
    return redirect(f"{reverse('reports:docket')}?case={search.by_number(request.viewer, number).short}")


app_name = "query"
urlpatterns = [
    path("", query, name="query"),
    path("cases/<str:number>/", case, name="case"),
    path("cases/<str:number>/docket/", docket, name="docket"),
    path("cases/<str:number>/attorneys/", attorneys, name="attorneys"),
    path("cases/<str:number>/deadlines/", deadlines, name="deadlines"),
]
