"""Filing agents: a principal's grants, and whom an agent acts for."""

from django import forms
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_GET, require_POST

from openecf.courthouse.people import acting, granting, grants
from openecf.courthouse.people.granting import Rights

from ..forms import HouseForm, refusals_on
from .days import day_field
from .guards import freshly_signed_in, see_other, signed_in

_DONE = {
    "given": "The agent may act for you from now on. Both of you were told by e-mail.",
    "changed": "What the agent may do was changed. Both of you were told by e-mail.",
    "ended": "It is ended: the agent can't act any more. Both sides were told by e-mail.",
}


class FindForm(HouseForm):
    """Whom to look for."""

    find = forms.CharField(
        label="Name or PACER account number of the agent",
        help_text="At least three letters of the name, or all seven digits of the number.",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": "Type a name or an account number."},
    )


class RightsForm(HouseForm):
    """What an agent may do, and until when."""

    may_file = forms.BooleanField(label="File documents in my name", required=False)
    may_pay = forms.BooleanField(label="Pay fees I owe", required=False)
    may_see_sealed = forms.BooleanField(label="See sealed documents that I may see", required=False)
    gets_notices = forms.BooleanField(
        label="Get my notices of electronic filing too, at the agent's own address", required=False
    )
    last_day = day_field("Last day (empty: until I end it)")

    def __init__(self, *args, court, **kwargs):
        """Ask about sealed documents only where the court's policy lets agents see them."""
        super().__init__(*args, **kwargs)
        if not court.agents_may_see_sealed:
            del self.fields["may_see_sealed"]

    @property
    def rights(self) -> Rights:
        """What was ticked."""
        given = dict(self.cleaned_data)
        given.pop("last_day")
        return Rights(**given)


@signed_in
@require_GET
def agents(request):
    """List the viewer's agents, and find another one."""
    granting.require_principal(request.viewer)
    form = FindForm(request.GET if "find" in request.GET else None)
    found = None
    if form.is_valid():
        with refusals_on(form):
            found = grants.find_agents(request.viewer, request.court, form.cleaned_data["find"])
    context = {
        "given": grants.given(request.viewer, at=request.at),
        "form": form,
        "found": found,
        "done": _DONE.get(request.GET.get("done"), ""),
    }
    return _page(request, "agents", context)


@freshly_signed_in
def give(request, number):
    """Ask what an agent may do, and grant it."""
    agent = grants.agent(request.viewer, request.court, number)
    form = RightsForm(request.POST or None, court=request.court, initial={"may_file": True})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            last_day = form.cleaned_data["last_day"]
            granting.give(
                request.viewer, request.court, number, form.rights, last_day=last_day, at=request.at
            )
            return see_other("agents:agents", done="given")
    return _page(request, "give", {"form": form, "agent": agent})


@freshly_signed_in
def change(request, public_id):
    """Change what an agent may do."""
    grant = grants.one_given(request.viewer, public_id, at=request.at)
    form = RightsForm(request.POST or None, court=request.court, initial=_now(grant))
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            days = {"last_day": form.cleaned_data["last_day"]}
            granting.change(request.viewer, request.court, public_id, form.rights, **days, at=request.at)
            return see_other("agents:agents", done="changed")
    return _page(request, "change", {"form": form, "grant": grant})


def _now(grant):
    rights = ("may_file", "may_pay", "may_see_sealed", "gets_notices")
    return {name: getattr(grant, name) for name in rights} | {"last_day": grant.last_day}


@signed_in
@require_POST
def end(request, public_id):
    """End a grant at once; the principal does it, or the agent gives it back."""
    granting.end(request.viewer, request.court, public_id, at=request.at)
    return see_other("agents:choose" if request.viewer.is_agent else "agents:agents", done="ended")


@signed_in
def choose(request):
    """Show an agent whom he or she may act for, and take the choice."""
    if request.method == "POST":
        return _chosen(request)
    if not request.viewer.is_agent:
        raise acting.AgentsOnly
    context = {
        "had": grants.had(request.viewer, at=request.at),
        "done": "ended" in request.GET.get("done", ""),
        "here": "agents:choose",
    }
    return _page(request, "choose", context)


def _chosen(request):
    if public_id := request.POST.get("grant", ""):
        acting.act_for(request.viewer, public_id, at=request.at)
        return see_other("home:home")
    acting.stop(request.viewer, at=request.at)
    return see_other("agents:choose")


def _page(request, name, context):
    context = {"here": "utilities:utilities", "help_page": "filing-agents", **context}
    return render(request, f"court/agents/{name}.html", context)


app_name = "agents"
urlpatterns = [
    path("", agents, name="agents"),
    path("give/<int:number>/", give, name="give"),
    path("change/<str:public_id>/", change, name="change"),
    path("end/<str:public_id>/", end, name="end"),
    path("acting-for/", choose, name="choose"),
]
