"""Utilities about the viewer's own account."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.shortcuts import redirect, render
from django.urls import reverse

from openecf.audit import trail
from openecf.courthouse.courts import policies, routing
from openecf.courthouse.people import client_codes, profiles, roles
from openecf.foundation import addresses

from ...forms import HouseForm, refusals_on
from .. import charging
from ..days import day_field
from . import acts

_MENU = {"here": "utilities:utilities"}


class DaysForm(HouseForm):
    """The first and the last day to look at."""

    first = day_field("From", required=True)
    last = day_field("To", required=True)

    def clean(self):
        """The first day does not come after the last."""
        found = super().clean()
        if "first" in found and "last" in found and found["first"] > found["last"]:
            self.add_error("last", "The last day comes before the first. Change one of them.")
        return found


def maintain_login(request):
    """Explain where the password is kept, and lead there."""
    roles.require_signed_in(request.viewer)
    return render(request, "court/utilities/maintain_login.html", _MENU | {"help_page": "maintain-login"})


def account(request):
    """Show what the court knows of the viewer's PACER account."""
    facts = profiles.account_facts(request.viewer)
    linked = [(court, profiles.linked_here(court.pk, facts.iss, facts.sub)) for court in routing.all_courts()]
    upgrade = addresses.upgrade_from(request.address)
    context = {"facts": facts, "courts": linked, "upgrade": upgrade, "help_page": "account-information"}
    return render(request, "court/utilities/account.html", _MENU | context)


def client_code(request):
    """Change the client code."""
    roles.require_signed_in(request.viewer)
    form = charging.ClientCodeForm(
        request.POST or None, viewer=request.viewer, initial={"client_code": request.viewer.client_code}
    )
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            client_codes.change(request.viewer, form.cleaned_data["client_code"], at=request.at)
        if not form.errors:
            return redirect(f"{reverse('utilities:client_code')}?changed")
    context = _MENU | {"form": form, "changed": "changed" in request.GET, "help_page": "client-code"}
    return render(request, "court/utilities/client_code.html", context)


def transactions(request):
    """Show what the viewer did in this court, by day; the last thirty days unless asked otherwise."""
    roles.require_signed_in(request.viewer)
    today = policies.court_date(request.court, at=request.at)
    days = {"first": today - timedelta(days=30), "last": today}
    form = DaysForm(request.GET or None, initial=days)
    if form.is_bound:
        days = form.cleaned_data if form.is_valid() else {}
    lines = acts.told(_lines(request, **days)) if days else []
    context = _MENU | {"form": form, "lines": lines, "help_page": "transactions"} | days
    return render(request, "court/utilities/transactions.html", context)


def _lines(request, first, last):
    zone = ZoneInfo(request.court.timezone)
    return trail.entries_for(
        request.site.key,
        acts.names_of(request.viewer),
        since=datetime.combine(first, time(), zone),
        until=datetime.combine(last + timedelta(days=1), time(), zone),
    )
