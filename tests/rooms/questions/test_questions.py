from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from openecf.courthouse.courts.models import Court
from openecf.courthouse.people.models import Person
from openecf.questions import Question
from tests import reading_room

pytestmark = pytest.mark.django_db


def test_a_question_is_answered_for_the_values_it_is_asked_with(at):
    reading_room.court(at), reading_room.court(at, "exab")
    question = Question(lambda court: Court.objects.filter(pk=court).values_list("pk", "hosts"), court=str)

    for court in ("casb", "exab", "nowhere"):
        assert question.ask(court=court) == list(Court.objects.filter(pk=court).values_list("pk", "hosts"))


def test_instants_and_numbers_fill_blanks_too(at):
    court = reading_room.court(at)
    pat, olive = reading_room.person(court, at), reading_room.person(court, at + timedelta(days=1), "olive")

    def build(after, most):
        seen = Person.objects.filter(first_seen_at__gt=after, pk__lte=most)
        return seen.order_by("pk").values_list("pk", "first_seen_at")

    question = Question(build, after=datetime, most=int)

    assert question.ask(after=at, most=olive.pk) == [(olive.pk, at + timedelta(days=1))]
    assert question.ask(after=at - timedelta(days=1), most=pat.pk) == [(pat.pk, at)]
    assert question.ask(after=datetime(2030, 1, 1, tzinfo=UTC), most=olive.pk) == []


def test_a_blank_that_is_nowhere_in_the_question_is_a_defect():
    question = Question(lambda court: Court.objects.values_list("pk"), court=str)

    with pytest.raises(ValueError, match="not every blank"):
        question.ask(court="casb")


def test_it_asks_once_and_is_seen_in_query_budgets(at):
    reading_room.court(at)
    question = Question(lambda court: Court.objects.filter(pk=court).values_list("pk"), court=str)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        question.ask(court="casb")

    assert len(asked) == 1
