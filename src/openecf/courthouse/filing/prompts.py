"""Answers to an event's prompts: how they are taken, and how a form shows them again."""

from contextlib import suppress
from datetime import datetime

from openecf.courthouse.docket.events import Prompt
from openecf.foundation.refusals import Refusal

# kind: as a form sends it, as people type it, as the docket shows it
_DAYS_AND_TIMES = {"date": ("%Y-%m-%d", "%m/%d/%Y"), "time": ("%H:%M", "%I:%M %p")}
_HINTS = {
    "date": "Enter the date with month, day and year.",
    "time": "Enter the time like 10:00 AM.",
    "number": "Enter a whole number.",
    "choice": "Choose one of the answers in the list.",
}


class NotAnAnswer(Refusal):
    """This can't be taken as an answer."""


def taken(prompt: Prompt, value: str) -> str:
    """Return an answer as the docket will show it; nothing stays nothing. Raises NotAnAnswer."""
    plain = " ".join(value.split())
    if not plain:
        return ""
    if prompt.kind in _DAYS_AND_TIMES:
        _, shown = _DAYS_AND_TIMES[prompt.kind]
        return f"{_read(prompt, plain):{shown}}"
    is_wrong_choice = prompt.kind == "choice" and plain not in prompt.choices
    is_no_number = prompt.kind == "number" and not plain.isdecimal()
    if is_wrong_choice or is_no_number:
        raise NotAnAnswer(_HINTS[prompt.kind], field=prompt.name)
    return plain


def for_form(prompt: Prompt, answer: str) -> str:
    """Return an answer as a form's field holds it."""
    if not answer or prompt.kind not in _DAYS_AND_TIMES:
        return answer
    sent, _ = _DAYS_AND_TIMES[prompt.kind]
    return f"{_read(prompt, answer):{sent}}"


def _read(prompt: Prompt, said: str) -> datetime:
    for form in _DAYS_AND_TIMES[prompt.kind]:
        with suppress(ValueError):
            return datetime.strptime(said, form)
    raise NotAnAnswer(_HINTS[prompt.kind], field=prompt.name)
