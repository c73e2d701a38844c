"""Security questions: kept because the old system has them. No act of this house takes an answer as proof."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import mailing
from .models import Account, SecurityQuestion

_DATA = tomllib.loads((Path(__file__).parent / "security_questions.toml").read_text())
QUESTIONS: tuple[str, ...] = tuple(_DATA["questions"])
ASKED: int = _DATA["asked"]
SHORTEST: int = _DATA["shortest_answer"]


class NotAQuestion(Refusal):
    """Choose your questions from the list."""

    field = "question_1"


class SameQuestion(Refusal):
    """Choose two different questions."""

    field = "question_2"


class ShortAnswer(Refusal):
    """An answer has three characters or more."""

    field = "answer_1"


@dataclass(frozen=True)
class Answer:
    """A question of the list and what the holder answers."""

    question: str
    answer: str


@dataclass(frozen=True)
class Chosen:
    """Answers that were checked and hashed, ready to be kept."""

    rows: tuple[Answer, ...]


def choose(answers: Sequence[Answer]) -> Chosen:
    """Check questions and answers and hash these; the slow part, outside the act's transaction.

    Raises NotAQuestion, SameQuestion, ShortAnswer.
    """
    for place, each in enumerate(answers, 1):
        if each.question not in QUESTIONS:
            raise NotAQuestion(field=f"question_{place}")
        if len(_plain(each.answer)) < SHORTEST:
            raise ShortAnswer(field=f"answer_{place}")
    if len({each.question for each in answers}) != ASKED or len(answers) != ASKED:
        raise SameQuestion
    return Chosen(tuple(Answer(each.question, make_password(_plain(each.answer))) for each in answers))


def keep(account: Account, chosen: Chosen, *, at: datetime) -> None:
    """Put checked answers in place of the old ones; call it inside an act's transaction."""
    SecurityQuestion.objects.filter(account=account).delete()
    SecurityQuestion.objects.bulk_create(
        SecurityQuestion(account=account, place=place, question=each.question, answer=each.answer)
        for place, each in enumerate(chosen.rows, 1)
    )
    trail.record("center", account.number, "accounts.security_questions_set", account.number, at=at)


def set_answers(account: Account, answers: Sequence[Answer], *, at: datetime) -> None:
    """Keep the holder's questions and answers and tell by mail. Raises what `choose` raises."""
    chosen = choose(answers)
    with transaction.atomic():
        keep(account, chosen, at=at)
        mailing.post("security_questions_set", account.email, {"username": account.username}, at=at)


def questions_of(account: Account) -> tuple[str, ...]:
    """Return the questions an account has, never the answers."""
    rows = SecurityQuestion.objects.filter(account=account).order_by("place")
    return tuple(rows.values_list("question", flat=True))


def _plain(answer: str) -> str:
    """Return an answer as it is compared: any case, single spaces."""
    return re.sub(r"\s+", " ", answer).strip().casefold()
