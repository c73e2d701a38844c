"""Set Security Information: two questions of the list and their answers, kept as data."""

from django import forms
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from openecf.center.accounts import security_questions
from openecf.center.accounts.security_questions import ASKED, QUESTIONS, Answer
from openecf.faces.center.holders import freshly
from openecf.faces.forms import HouseForm, refusals_on

from .overview import back_to

_ORDINALS = ("First", "Second", "Third", "Fourth")
_CHOICES = [("", "Choose one"), *((each, each) for each in QUESTIONS)]


class QuestionsForm(HouseForm):
    """Questions of the list, each with an answer. Answers are not shown again when something is wrong."""

    def __init__(self, *args, **kwargs):
        """Make a pair of fields for each question asked."""
        super().__init__(*args, **kwargs)
        for place, ordinal in enumerate(_ORDINALS[:ASKED], 1):
            self.fields[f"question_{place}"] = forms.ChoiceField(
                label=f"{ordinal} question",
                choices=_CHOICES,
                error_messages={"required": "Choose a question.", "invalid_choice": "Choose a question."},
            )
            self.fields[f"answer_{place}"] = forms.CharField(
                label=f"Answer to the {ordinal.lower()} question",
                max_length=100,
                error_messages={"required": "Enter an answer."},
                widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
            )
        self.dress()

    def answers(self) -> list[Answer]:
        """Return what was chosen."""
        typed = self.cleaned_data
        return [Answer(typed[f"question_{n}"], typed[f"answer_{n}"]) for n in range(1, ASKED + 1)]


@never_cache
@sensitive_post_parameters("answer_1", "answer_2")
@require_http_methods(["GET", "HEAD", "POST"])
@freshly
def security_information(request):
    """Take questions and answers."""
    now = security_questions.questions_of(request.user)
    initial = {f"question_{place}": question for place, question in enumerate(now, 1)}
    form = QuestionsForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_on(form):
            security_questions.set_answers(request.user, form.answers(), at=request.at)
        if not form.errors:
            return back_to("settings", "questions")
    return render(request, "center/my_account/security_information.html", {"form": form, "now": now})
