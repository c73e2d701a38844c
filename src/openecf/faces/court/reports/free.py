"""Reports that cost nothing: written opinions, and the calendar."""

from datetime import timedelta

from django import forms
from django.shortcuts import render

from openecf.courthouse.access.reports import calendar as calendars
from openecf.courthouse.access.reports import opinions as written
from openecf.courthouse.courts import policies

from ..charging import signed_in
from ..days import DaysForm


class CalendarForm(DaysForm):
    """The days, and a judge."""

    judge = forms.CharField(
        label="Judge", required=False, max_length=60, help_text="A part of the name is enough."
    )


@signed_in
def opinions(request):
    """List the court's written opinions of some days; free."""
    today = policies.court_date(request.court, at=request.at)
    form = DaysForm(request.GET, today - timedelta(days=90), today)
    found = None
    if form.is_valid():
        found = written.opinions(request.viewer, form.cleaned_data["date_from"], form.cleaned_data["date_to"])
    context = {"form": form, "opinions": found, "here": "reports:reports", "help_page": "written-opinions"}
    return render(request, "court/reports/opinions.html", context)


@signed_in
def calendar(request):
    """List hearings and open deadlines of some days; free."""
    today = policies.court_date(request.court, at=request.at)
    form = CalendarForm(request.GET, today, today + timedelta(days=30))
    found = None
    if form.is_valid():
        days = form.cleaned_data
        found = calendars.of_court(request.court, days["date_from"], days["date_to"], judge=days["judge"])
    context = {"form": form, "calendar": found, "here": "reports:reports", "help_page": "calendar"}
    return render(request, "court/reports/calendar.html", context)
