"""Update Personal Information: the holder's name, here and in the courts."""

from django import forms
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import personal as names
from openecf.center.standing import changes
from openecf.faces.center.holders import signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import courts
from .overview import back_to


class FirmNameForm(HouseForm):
    """The name of a firm, which stands whole in one field."""

    last_name = forms.CharField(
        label="Name of the firm or office",
        max_length=120,
        error_messages={"required": "Enter the name of the firm or office."},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )


class PersonForm(HouseForm):
    """A person's name in parts."""

    prefix = courts.text("Prefix", 20, "honorific-prefix", hint="Such as Mr., Ms. or Dr.")
    first_name = courts.text("First name", 60, "given-name", "Enter your first name.")
    middle_name = courts.text("Middle name", 60, "additional-name")
    last_name = courts.text("Last name", 120, "family-name", "Enter your last name.")
    suffix = courts.text("Suffix", 20, "honorific-suffix", hint="Such as Jr. or III.")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def personal(request):
    """Take another name, keep it here at once and tell the courts where the holder files."""
    told = courts.told(request.user)
    kind = FirmNameForm if request.user.holder == "firm" else PersonForm
    form = kind(request.POST or None, initial=vars(names.name_of(request.user)))
    courts.ask_cases(form, told, "name")
    if form.is_valid():
        with refusals_on(form):
            name = names.Name(**{part: form.cleaned_data[part] for part in kind.base_fields})
            sent = changes.change_name(
                request.user,
                name,
                **courts.answers(form),
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return back_to("maintenance", "name", *(["told"] if sent else []))
    context = {"form": form, "told": told, "birth_date": request.user.birth_date}
    return render(request, "center/my_account/personal.html", context)
