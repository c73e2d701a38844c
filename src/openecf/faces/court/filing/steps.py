"""The steps of a draft: event, party, documents, details; each is an address of its own."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator

from openecf.courthouse.cases import roster
from openecf.courthouse.courts import policies
from openecf.courthouse.docket import events
from openecf.courthouse.filing import drafts, efile, papers, prompts

from ...forms import HouseForm, refusals_on
from . import frame
from .start import FindForm

PREFIXES = ("Amended", "First Amended", "Second Amended", "Agreed", "Ex Parte", "Joint", "Emergency")
NEW_ROLES = ("Creditor", "Interested Party", "Attorney", "Defendant", "Intervenor")


class PartyForm(HouseForm):
    """Whom the filing is for."""

    parties = forms.MultipleChoiceField(
        label="You file for", required=False, widget=forms.CheckboxSelectMultiple
    )
    associate = forms.BooleanField(
        label="I act for these parties from now on: add me to the case, so that I am served for them",
        required=False,
    )
    new_name = forms.CharField(
        label="Somebody who is not in the case yet",
        required=False,
        max_length=250,
        help_text="The whole name. Leave it empty when everybody you file for is in the list above.",
    )
    new_role = forms.ChoiceField(
        label="As", required=False, choices=[(role, role) for role in NEW_ROLES], initial="Creditor"
    )

    def clean(self):
        """At least one must be chosen or named."""
        found = super().clean()
        if not found.get("parties") and not found.get("new_name"):
            self.add_error("parties", "Choose whom you are filing for, or name somebody new.")
        return found


class UploadForm(HouseForm):
    """One PDF."""

    file = forms.FileField(
        label="PDF",
        allow_empty_file=True,  # intake has a better sentence for it
        error_messages={"required": "Choose a PDF first."},
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    description = forms.CharField(
        label="What it is",
        required=False,
        max_length=120,
        help_text="For example Exhibit A. The docket shows it.",
    )


class DetailsForm(HouseForm):
    """What an event asks, and words of the filer's own."""

    prefix = forms.ChoiceField(
        label="Before the event's name",
        required=False,
        choices=[("", "Nothing"), *((p, p) for p in PREFIXES)],
    )
    added = forms.CharField(
        label="Words of your own in the docket text",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, event, entries, *args, **kwargs):
        """Put the event's own questions first."""
        super().__init__(*args, **kwargs)
        for prompt in reversed(event.prompts):
            self.fields = {prompt.name: _field(prompt), **self.fields}
        if event.refer:
            self.fields = {"related": _related_field(event, entries), **self.fields}
        self.dress()


@frame.opened
def event(request, draft):
    """Choose what is filed."""
    find = request.GET.get("find", "")
    form = HouseForm(request.POST or None)
    if request.method == "POST":
        with refusals_on(form):
            efile.choose_event(request.viewer, draft, request.POST.get("event", ""), at=request.at)
            return frame.onward(request, draft, drafts.EVENT)
    categories = events.for_menu(request.viewer, draft.case.kind, chapter=draft.case.chapter, words=find)
    more = {"form": form, "find": FindForm(initial={"find": find}), "words": find, "categories": categories}
    return render(
        request, "court/filing/event.html", frame.about(draft, drafts.EVENT, help_page="events", **more)
    )


@frame.opened
def party(request, draft):
    """Choose whom the filing is for."""
    rows = [row for row in roster.parties(draft.case) if not row.party.ended_date]
    mine = request.viewer.court_user_id
    form = PartyForm(request.POST or None, initial=_parties_so_far(draft, rows, mine))
    form.fields["parties"].choices = _party_choices(rows, mine)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            efile.choose_parties(
                request.viewer,
                draft,
                tuple(int(pk) for pk in given["parties"]),
                associate=given["associate"],
                new_role=given["new_role"],
                new_name=given["new_name"],
                at=request.at,
            )
            return frame.onward(request, draft, drafts.PARTY)
    return render(
        request, "court/filing/party.html", frame.about(draft, drafts.PARTY, form=form, help_page="filing")
    )


@frame.opened
def documents(request, draft):
    """Attach the main document and its attachments."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            papers.attach(
                request.viewer,
                draft,
                given["file"],
                filename=given["file"].name,
                description=given["description"],
                at=request.at,
            )
            return redirect(request.get_full_path())
    listed = drafts.listed_papers(draft)
    has_main = bool(listed) and listed[0].part == 0
    if not has_main:
        del form.fields["description"]
    more = {
        "form": form,
        "papers": listed,
        "last_part": listed[-1].part if listed else 0,
        "has_main": has_main,
        "limit_mb": policies.pdf_limit_mb(request.court),
        "onward": reverse("filing:draft", args=[draft.public_id]),
    }
    page = frame.about(draft, drafts.DOCUMENTS, help_page="pdf-refusals", **more)
    return render(request, "court/filing/documents.html", page)


@frame.opened
def change_document(request, draft, part):
    """Take a document out of the draft, or move it up or down. Only opened, it changes nothing."""
    if "remove" in request.POST:
        papers.detach(request.viewer, draft, part, at=request.at)
    elif request.method == "POST":
        papers.move(request.viewer, draft, part, up="up" in request.POST, at=request.at)
    return redirect(reverse("filing:documents", args=[draft.public_id]))


@frame.opened
def details(request, draft):
    """Answer what the event asks: prompts, earlier entries, words of one's own."""
    event = drafts.event_of(draft)
    if event is None:
        return frame.to_next_missing(draft)
    form = DetailsForm(
        event, drafts.may_refer_to(draft), request.POST or None, initial=_details_so_far(draft)
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        with refusals_on(form):
            efile.answer(
                request.viewer,
                draft,
                {prompt.name: given[prompt.name] for prompt in event.prompts},
                related=tuple(int(pk) for pk in given.get("related", ())),
                prefix=given["prefix"],
                added=given["added"],
                at=request.at,
            )
            return frame.onward(request, draft, drafts.DETAILS)
    page = frame.about(draft, drafts.DETAILS, form=form, help_page="events")
    return render(request, "court/filing/details.html", page)


def _party_choices(rows, mine):
    """Parties the filer acts for come first."""
    ordered = sorted(rows, key=lambda row: not row.has(mine))
    return [
        (row.party.pk, f"{row.label}{', you act for this party' if row.has(mine) else ''}") for row in ordered
    ]


def _parties_so_far(draft, rows, mine):
    answers = drafts.answers_of(draft)
    own = [row.party.pk for row in rows if row.has(mine)]
    return {
        "parties": answers.parties or (own if len(own) == 1 else []),
        "associate": answers.associate,
        "new_name": answers.new_party_name,
        "new_role": answers.new_party_role or "Creditor",
    }


def _details_so_far(draft):
    answers = drafts.answers_of(draft)
    given = answers.prompts or {}
    said = {
        one.name: prompts.for_form(one, given.get(one.name, "")) for one in drafts.event_of(draft).prompts
    }
    return {**said, "related": answers.related, "prefix": answers.prefix, "added": answers.added}


def _field(prompt):
    asked = {"label": prompt.label, "required": prompt.required, "help_text": prompt.help}
    asked["error_messages"] = {"required": f"Answer this: {prompt.label}."}
    if prompt.kind == "choice":
        return forms.ChoiceField(choices=[("", "Choose one"), *((c, c) for c in prompt.choices)], **asked)
    kind = prompt.kind if prompt.kind in ("date", "time") else "text"
    mode = {"inputmode": "numeric"} if prompt.kind == "number" else {}
    return forms.CharField(max_length=250, widget=forms.TextInput(attrs={"type": kind, **mode}), **asked)


def _related_field(event, entries):
    return forms.MultipleChoiceField(
        label="The entry this refers to",
        required=event.refer.required,
        error_messages={"required": "Choose the entry this refers to."},
        choices=[
            (entry.pk, f"{entry.number or 'No number'}: {Truncator(entry.text).chars(150)}")
            for entry in entries
        ],
        widget=forms.CheckboxSelectMultiple,
    )


def _line(entry) -> str:
    return f"{entry.number or 'No number'}: {Truncator(entry.text).chars(150)}"
