"""The long form of a registration, by door: people have birth dates, firms a name, attorneys a bar number."""

from dataclasses import asdict
from datetime import date

from django import forms

from openecf.center.accounts.doors import Door
from openecf.center.accounts.registration import Person, Waiting
from openecf.faces.forms import HouseForm

_OLDEST = date(1900, 1, 1)
_WAYS = ["%m/%d/%Y", "%m-%d-%Y", "%Y-%m-%d"]


def _text(label: str, most: int, fill: str, required: str = "", hint: str = "") -> forms.CharField:
    """Return a line of text; `required` is said when it is empty, `fill` is what browsers put there."""
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        max_length=most,
        required=bool(required),
        help_text=hint,
        error_messages={"required": required} if required else None,
        widget=forms.TextInput(attrs={"autocomplete": fill}),
    )


def date_of_birth() -> forms.DateField:
    """Return the field of a birth date, typed as people here write it."""
    return forms.DateField(
        label="Date of birth",
        input_formats=_WAYS,
        help_text="Month/day/year, such as 04/28/1986. It can't be changed later. "
        "It helps to find double accounts.",
        error_messages={
            "required": "Enter your date of birth.",
            "invalid": "Enter the date of birth as month/day/year, for example 04/28/1986.",
        },
        widget=forms.DateInput(format="%m/%d/%Y", attrs={"autocomplete": "bday", "inputmode": "numeric"}),
    )


class PlaceForm(HouseForm):
    """Where somebody is reached by post and telephone."""

    street = _text("Street address", 120, "address-line1", "Enter the street address.")
    street_2 = _text("Second line of the address", 120, "address-line2")
    city = _text("City", 60, "address-level2", "Enter the city.")
    state = _text("State", 30, "address-level1", "Enter the state or province.", "Such as CA.")
    zip_code = _text("ZIP code", 12, "postal-code", "Enter the ZIP code.")
    county = _text("County", 60, "off", "", "Needed in the United States.")
    country = _text("Country", 60, "country-name", "Enter the country.")
    phone = _text("Telephone", 30, "tel", "Enter a telephone number.", "Such as 619-555-0100.")

    user_type = forms.ChoiceField(label="User type", error_messages={"required": "Choose the user type."})

    def __init__(self, *args, door: Door, today: date, **kwargs):
        """Offer the kinds of users who come by this door."""
        super().__init__(*args, **kwargs)
        self._today = today
        kinds = [(group.title, [(kind, kind) for kind in group.kinds]) for group in door.groups]
        self.fields["user_type"].choices = [("", "Choose one"), *kinds]
        self.fields["county"].label = "County"

    def clean(self):
        """Ask for the county where there are counties."""
        typed = self.cleaned_data
        if typed.get("country", "").upper() in ("USA", "US", "UNITED STATES") and not typed.get("county"):
            self.add_error("county", "Enter the county.")

    def person(self) -> Person:
        """Return what was typed."""
        return Person(**self.cleaned_data)


class PersonForm(PlaceForm):
    """A person."""

    prefix = _text("Prefix", 20, "honorific-prefix", "", "Such as Mr., Ms. or Dr.")
    first_name = _text("First name", 60, "given-name", "Enter your first name.")
    middle_name = _text("Middle name", 60, "additional-name")
    last_name = _text("Last name", 120, "family-name", "Enter your last name.")
    suffix = _text("Generation", 20, "honorific-suffix", "", "Such as Jr. or III.")
    birth_date = date_of_birth()
    firm_name = _text("Firm or office", 120, "organization")
    field_order = [
        *(
            "prefix",
            "first_name",
            "middle_name",
            "last_name",
            "suffix",
            "birth_date",
            "user_type",
            "firm_name",
        ),
        *("bar_number", "street", "street_2", "city", "state", "zip_code", "county", "country", "phone"),
    ]

    def clean_birth_date(self):
        """Refuse a day nobody alive was born on."""
        born = self.cleaned_data["birth_date"]
        if not _OLDEST <= born < self._today:
            raise forms.ValidationError("Enter the day you were born.")
        return born


class AttorneyForm(PersonForm):
    """An attorney."""

    bar_number = _text(
        "Bar number", 30, "off", "", "Each court asks for its own when you register to file there."
    )
    cja_panel = forms.BooleanField(label="I am on the CJA panel of a court", required=False)


class FirmForm(PlaceForm):
    """A firm; its whole name is the account's."""

    firm_name = _text(
        "Name of the firm or office", 120, "organization", "Enter the name of the firm or office."
    )
    field_order = ["firm_name", "user_type"]

    def person(self) -> Person:
        """Return what was typed; the account bears the firm's name."""
        return Person(last_name=self.cleaned_data["firm_name"], **self.cleaned_data)


_FORMS = {"search": PersonForm, "attorney": AttorneyForm, "nonattorney": PersonForm, "firm": FirmForm}


def form_for(waiting: Waiting, posted, *, at) -> PlaceForm:
    """Return the form of a registration's door, with what was typed there before."""
    initial = asdict(waiting.person) if waiting.person else {"country": "USA"}
    return _FORMS[waiting.door.key](posted, initial=initial, door=waiting.door, today=at.date())
