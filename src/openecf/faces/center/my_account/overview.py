"""The landing page of Manage My Account, and the pages of the tabs Settings and Maintenance."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from openecf.center.accounts import client_codes, profile, statuses
from openecf.center.firms import membership
from openecf.center.signon import factors, revoking
from openecf.center.standing import courts
from openecf.center.usage import ledger, quarters
from openecf.faces.center.efile.looking import STANDINGS
from openecf.faces.center.holders import see_other, signed_in
from openecf.faces.middleware import client_address
from openecf.foundation.quarters import ZONE_NAME

from . import tabs

_RECENT = 10  # receipts on the landing page
_DONE = {  # what was just done, said on the page it leads back to
    "username": "Your username is changed. Sign in with the new one from now on. We wrote to you about it.",
    "questions": "Your security questions are set.",
    "billing-email": "Saved. Bills go where you said, and we told the address they went to before.",
    "preferences": "Saved. A court learns of it when you next sign in there.",
    "name": "Your name is changed here.",
    "address": "Your address is changed here.",
    "noticing": "Saved here.",
    "told": "Each court where you file is being told, and answers under Check E-File Status.",
    "reopened": "Search is open again. Sign in at a court anew to search there.",
}


@never_cache
@require_safe
@signed_in
def account(request):
    """Show number, username, balance and statuses, what can be done about them, and the latest usage."""
    quarter = quarters.this_quarter(request.user, at=request.at)
    ways = factors.of(request.user)
    context = {
        "before": revoking.before(request.sign_on),
        "facts": profile.facts(request.user),
        "search": statuses.search(request.user),
        "filing": statuses.filing(request.user),
        "apps": sum(not way.is_passkey for way in ways),
        "passkeys": sum(way.is_passkey for way in ways),
        "rule": client_codes.rule_of(request.user),
        "firm": membership.firm_of(request.user),
        "invitations": membership.invitations(request.user),
        "courts": [(each, STANDINGS[each.state]) for each in courts.of(request.user)],
        "quarter": quarter,
        "records": ledger.records(request.user, quarter.quarter)[:_RECENT],
        "done": _done(request),
        "zone": ZONE_NAME,
    }
    return render(request, "center/my_account/account.html", context)


@never_cache
@require_safe
@signed_in
def settings(request):
    """Show what stands under Settings."""
    return _tab(request, tabs.TABS[0])


@never_cache
@require_safe
@signed_in
def maintenance(request):
    """Show what stands under Maintenance."""
    return _tab(request, tabs.TABS[1])


@never_cache
@require_POST
@signed_in
def reopen(request):
    """Open search that was put to rest for want of use."""
    statuses.reopen(request.user, address=client_address(request), at=request.at)
    return see_other(f"{reverse('my_account:account')}?done=reopened")


def back_to(page: str, *done: str):
    """Answer a form that was taken: the page it belongs to, which says what is done."""
    return see_other(f"{reverse(f'my_account:{page}')}?done={'.'.join(done)}")


def _tab(request, tab: tabs.Tab):
    context = {
        "tab": tab.label,
        "links": tabs.items(tab, request.user),
        "facts": profile.facts(request.user),
        "done": _done(request),
    }
    return render(request, "center/my_account/tab.html", context)


def _done(request) -> str:
    said = [_DONE[name] for name in request.GET.get("done", "").split(".") if name in _DONE]
    return " ".join(said)
