"""Keys for programs: the list, making one, seeing it once, revoking it."""

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from openecf.center.signon import keys
from openecf.center.usage import key_spending
from openecf.faces.center import holders
from openecf.faces.forms import HouseForm, refusals_on
from openecf.faces.middleware import client_address
from openecf.foundation.refusals import NoSuchRecord

_NEW = "new_key"  # session key: the sealed secret, until the page has shown it


class KeyForm(HouseForm):
    """What a new key may do, and for how long."""

    name = forms.CharField(
        label="Name of the key",
        max_length=60,
        help_text="The program or computer that will use it.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label="What may it do?",
        choices=[(scope, f"{words} ({scope})") for scope, words in keys.SCOPES.items()],
        error_messages={"required": keys.NoScope().sentence},
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.TypedChoiceField(
        label="How long does it last?",
        coerce=int,
        choices=[(days, f"{days} days") for days in keys.DAYS],
        initial=90,
        widget=forms.RadioSelect,
    )
    day_limit = forms.DecimalField(
        label="Most it may spend a day, in dollars (optional)",
        required=False,
        min_value=0,
        max_value=10_000,
        decimal_places=2,
        help_text="Days end at midnight Central time.",
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )

    def wanted(self) -> keys.Wanted:
        """Return what was typed."""
        typed = self.cleaned_data
        limit = typed["day_limit"]
        cents = None if limit is None else int(limit * 100)
        return keys.Wanted(typed["name"], tuple(typed["scopes"]), typed["days"], cents)


@never_cache
@require_safe
@holders.signed_in
def overview(request):
    """Show the holder's keys."""
    mine = keys.of(request.user)
    spent = key_spending.spent_today(mine, at=request.at)
    rows = [(key, spent[key.public_id], key.lives(request.at)) for key in mine]
    return render(request, "center/keys/keys.html", {"rows": rows, "scopes": keys.SCOPES})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.freshly
def new(request):
    """Make a key, and go on to the page that shows it once."""
    form = KeyForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            made = keys.create(
                request.user, request.sign_on, form.wanted(), address=client_address(request), at=request.at
            )
            request.session[_NEW] = [made.key.public_id, keys.wrap(made)]
            return holders.see_other(reverse("keys:made", args=[made.key.public_id]))
    return render(request, "center/keys/new.html", {"form": form})


@never_cache
@require_safe
@holders.signed_in
def made(request, public_id):
    """Show a new key, this once; afterwards only say that it cannot be shown again."""
    key = _key(request, public_id)
    shown, sealed = request.session.pop(_NEW, ("", ""))
    secret = keys.unwrap(sealed) if shown == public_id else ""
    return render(request, "center/keys/made.html", {"key": key, "secret": secret})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@holders.freshly
def revoke(request, public_id):
    """Ask, then end a key at once."""
    key = _key(request, public_id)
    if request.method == "POST":
        keys.revoke(request.user, request.sign_on, public_id, address=client_address(request), at=request.at)
        return holders.see_other(reverse("keys:keys"))
    return render(request, "center/keys/revoke.html", {"key": key})


def _key(request, public_id) -> keys.Key:
    try:
        return keys.key_of(request.user, public_id)
    except NoSuchRecord:
        raise Http404 from None


app_name = "keys"
urlpatterns = [
    path("", overview, name="keys"),
    path("new/", new, name="new"),
    path("<slug:public_id>/", made, name="made"),
    path("<slug:public_id>/revoke/", revoke, name="revoke"),
]
