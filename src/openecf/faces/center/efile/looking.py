"""In which courts a holder is registered, and what became of what was asked."""

from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from openecf.center.standing import courts as standings
from openecf.center.standing import errands, registering

from ..holders import signed_in

_KINDS = {
    "register": "Registration to file",
    "person": "Change of name",
    "address": "Change of address",
    "noticing": "Change of notices",
    "withdraw": "Wish to end filing",
}
_STATES = {
    "sent": "On its way to the court",
    "received": "The court looks at it",
    "done": "Done",
    "refused": "Refused by the court",
}
STANDINGS = {
    "requested": "Waits for the court",
    "active": "You may file",
    "refused": "Refused",
    "disabled": "Ended: you may not file",
    "unlinked": "Taken apart by the court: you may not file",
}
_ROLES = {role: label for roles in registering.ROLES.values() for role, label in roles.items()} | {
    "clerk": "Clerk",
    "judge": "Judge",
}
_FACTS = {
    "role": "Role",
    "bar_number": "Bar number",
    "bar_state": "Bar state",
    "firm_name": "Firm",
    "street": "Street",
    "street_2": "Street, second line",
    "city": "City",
    "state": "State",
    "zip_code": "ZIP code",
    "country": "Country",
    "phone": "Telephone",
    "first_name": "First name",
    "middle_name": "Middle name",
    "last_name": "Last name",
    "suffix": "Suffix",
    "notice_email": "Notices to",
    "email": "E-mail",
    "frequency": "Notices",
    "notice_frequency": "Notices",
    "cases": "Cases",
    "reason": "Reason",
    "remark": "Remark",
}
_WORDS = {"each": "one e-mail a filing", "daily": "one summary a day"}


@never_cache
@require_safe
@signed_in
def courts(request):
    """Show in which courts the holder is registered."""
    found = standings.of(request.user)
    rows = [{"court": one, "state": STANDINGS[one.state], "role": _ROLES.get(one.role, "")} for one in found]
    return render(request, "center/efile/courts.html", {"rows": rows})


@never_cache
@require_safe
@signed_in
def status(request):
    """Show what waits at courts, and the last answers."""
    rows = _rows(request.user)
    sent = request.GET.get("sent", "")
    context = {
        "open": [row for row in rows if row["errand"].is_open],
        "answered": [row for row in rows if not row["errand"].is_open][:5],
        "sent": next((row for row in rows if row["errand"].reference == sent), None),
    }
    return render(request, "center/efile/status.html", context)


@never_cache
@require_safe
@signed_in
def history(request):
    """Show all the holder ever asked of courts, with what was told."""
    rows = [row | {"facts": _told(row["errand"].facts)} for row in _rows(request.user)]
    return render(request, "center/efile/history.html", {"rows": rows})


def _rows(account) -> list[dict[str, object]]:
    titles = standings.titles_of_courts()
    return [
        {
            "errand": each,
            "court": titles.get(each.court_id, each.court_id),
            "kind": _KINDS[each.kind],
            "state": _STATES[each.state],
        }
        for each in errands.of(account)
    ]


def _told(facts) -> list[tuple[str, str]]:
    """Return what was told to the court, in words."""
    said = [(label, str(facts.get(name) or "")) for name, label in _FACTS.items()]
    return [(label, _ROLES.get(text) or _WORDS.get(text) or text) for label, text in said if text]
