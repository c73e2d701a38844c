"""The first and the last day of what is asked for."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from ..forms import HouseForm

_EARLIEST, _LATEST = date(1900, 1, 1), date(2100, 12, 31)  # beyond, a day has no instants to look between
_BEYOND = "Choose a day between 1900 and 2100."
_WITHIN = [MinValueValidator(_EARLIEST, _BEYOND), MaxValueValidator(_LATEST, _BEYOND)]


def day_field(label: str, *, required: bool = False) -> forms.DateField:
    """Return a field for one day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    messages = {"required": "Enter a day.", "invalid": "Enter a day like 11/24/2026."}
    return forms.DateField(
        label=label, required=required, widget=widget, error_messages=messages, validators=_WITHIN
    )


class DaysForm(HouseForm):
    """Days asked for in the address; the usual ones where it names none."""

    date_from = day_field("From", required=True)
    date_to = day_field("To", required=True)

    def __init__(self, asked, first: date, last: date):
        """Take the address's own choices over the usual ones."""
        usual = {name: field.initial for name, field in self.base_fields.items() if field.initial}
        days = {"date_from": first.isoformat(), "date_to": last.isoformat()}
        super().__init__(usual | days | asked.dict())

    def clean(self):
        """Refuse days that end before they begin."""
        first, last = self.cleaned_data.get("date_from"), self.cleaned_data.get("date_to")
        if first and last and first > last:
            self.add_error("date_to", "The last day is before the first. Change one of them.")
        return self.cleaned_data
