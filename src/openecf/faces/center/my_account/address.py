"""Update Address Information: firm, address and telephone, here and in the cases of the courts."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import postal
from openecf.center.standing import changes
from openecf.faces.center.holders import signed_in
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address

from . import courts
from .overview import back_to


class AddressForm(HouseForm):
    """An office."""

    firm_name = courts.text("Firm or office", 120, "organization")
    street = courts.text("Street address", 120, "address-line1", "Enter the street address.")
    street_2 = courts.text("Second line of the address", 120, "address-line2")
    city = courts.text("City", 60, "address-level2", "Enter the city.")
    state = courts.text("State", 30, "address-level1", "Enter the state or province.", hint="Such as CA.")
    zip_code = courts.text("ZIP code", 12, "postal-code", "Enter the ZIP code.")
    county = courts.text("County", 60, "off")
    country = courts.text("Country", 60, "country-name", "Enter the country.")
    phone = courts.text("Telephone", 30, "tel", "Enter a telephone number.", hint="Such as 619-555-0100.")

    def __init__(self, *args, firm: bool, **kwargs):
        """Leave the firm out where the account is the firm's."""
        super().__init__(*args, **kwargs)
        if firm:
            del self.fields["firm_name"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def address(request):
    """Take another address, keep it here at once and tell the courts where the holder files."""
    told, kept = courts.told(request.user), vars(postal.address_of(request.user))
    form = AddressForm(request.POST or None, initial=kept, firm=request.user.holder == "firm")
    courts.ask_cases(form, told, "address")
    if form.is_valid():
        with refusals_on(form):
            typed = {part: value for part, value in form.cleaned_data.items() if part in kept}
            sent = changes.change_address(
                request.user,
                postal.Address(**kept | typed),
                **courts.answers(form),
                address=client_address(request),
                at=request.at,
            )
        if not form.errors:
            return back_to("maintenance", "address", *(["told"] if sent else []))
    return render(request, "center/my_account/address.html", {"form": form, "told": told})
