"""What the pages of Maintenance share: which courts are told, in which cases, and why."""

from django import forms

from openecf.center.standing import courts
from openecf.center.standing.courts import Standing
from openecf.center.standing.errands import STAFF

_CASES = [
    ("all", "In all my cases"),
    ("open", "In my open cases; closed ones keep the old one"),
    ("none", "In new cases only; cases I have keep the old one"),
    ("here", "In no court: change it at the PACER Service Center only"),
]


def told(account) -> list[Standing]:
    """Return the courts that are told of a change: those where the holder files."""
    return [each for each in courts.of(account) if each.state == "active" and each.role not in STAFF]


def ask_cases(form, told: list[Standing], what: str) -> None:
    """Add the choice of cases and the reason to a form, where there is a court to be told."""
    if not told:
        return
    form.fields["cases"] = forms.ChoiceField(
        label=f"Where shall the courts change your {what}?",
        choices=_CASES,
        initial="all",
        error_messages={"required": "Choose in which cases the courts shall change it."},
        widget=forms.RadioSelect,
    )
    form.fields["reason"] = forms.CharField(
        label="Reason for the change (optional)",
        required=False,
        max_length=250,
        help_text="For the clerk's office, such as marriage or a move.",
    )
    form.dress()


def answers(form) -> dict[str, str]:
    """Return cases and reason as the acts take them; nothing is sent when there is no court to be told."""
    typed = form.cleaned_data
    return {"cases": typed.get("cases", "here"), "reason": typed.get("reason", "")}


def text(label: str, most: int, fill: str, required: str = "", *, hint: str = "") -> forms.CharField:
    """Return a line of text; `required` is said when it is empty, `fill` is what browsers put there."""
    return forms.CharField(
        label=label if required else f"{label} (optional)",
        max_length=most,
        required=bool(required),
        help_text=hint,
        error_messages={"required": required} if required else None,
        widget=forms.TextInput(attrs={"autocomplete": fill}),
    )
