"""What the pages of a draft share: its heading, its steps, and where to go next."""

from django.shortcuts import redirect
from django.urls import reverse

from openecf.courthouse.cases import numbers
from openecf.courthouse.filing import drafts
from openecf.courthouse.filing.drafts import AlreadyFiled

_LABELS = {
    drafts.EVENT: "Event",
    drafts.PARTY: "Party",
    drafts.DOCUMENTS: "Documents",
    drafts.DETAILS: "Details",
    drafts.CHECK: "Check and file",
}


def about(draft, step, **more):
    """Return what every step's template needs."""
    event = drafts.event_of(draft)
    return {
        "draft": draft,
        "number": numbers.display(draft.case),
        "case": draft.case,
        "event": event,
        "steps": [(_LABELS[one], f"filing:{one}", one == step) for one in drafts.steps_of(draft)],
        "here": "filing:bankruptcy" if draft.case.kind == "bk" else "filing:adversary",
        **more,
    }


def onward(request, draft, step):
    """Go to the step after this one; back to the check when a step was reopened from there."""
    if "change" in request.GET:
        return _to(draft, drafts.CHECK)
    mine = drafts.steps_of(draft)
    return _to(draft, mine[mine.index(step) + 1] if step in mine else drafts.CHECK)


def to_next_missing(draft):
    """Go to the first step that still lacks something, or to the check."""
    lacks = drafts.missing_from(draft)
    return _to(draft, lacks[0].step if lacks else drafts.CHECK)


def to_filed(filed):
    """Go to the page of what was filed."""
    return redirect(reverse("filing:filed", args=[filed.reference]))


def opened(view):
    """Give a view the viewer's own draft; one that was filed leads to what was filed."""

    def with_draft(request, public_id, **rest):
        try:
            draft = drafts.draft_for(request.viewer, public_id)
        except AlreadyFiled as already:
            return to_filed(already.filed)
        return view(request, draft, **rest)

    with_draft.__doc__, with_draft.__name__ = view.__doc__, view.__name__
    return with_draft


def _to(draft, step):
    return redirect(reverse(f"filing:{step}", args=[draft.public_id]))
