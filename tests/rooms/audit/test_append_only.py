"""The database refuses to change or delete a line of the trail."""

import pytest
from django.db import IntegrityError, connection, transaction

from openecf.audit import append_only, trail
from openecf.audit.models import LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(at):
    trail.record("casb", "1234567", "people.linked", at=at)
    return LogEntry.objects.get()


def test_a_line_cannot_be_changed(line):
    with pytest.raises(IntegrityError), transaction.atomic():
        LogEntry.objects.filter(pk=line.pk).update(actor="somebody else")

    line.refresh_from_db()
    assert line.actor == "1234567"


def test_a_line_cannot_be_deleted(line):
    with pytest.raises(IntegrityError), transaction.atomic():
        line.delete()

    assert LogEntry.objects.count() == 1


def test_raw_sql_is_refused_too(line):
    for statement in ("UPDATE audit_logentry SET action = ''", "DELETE FROM audit_logentry"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_the_table_cannot_be_emptied_at_once(line):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE audit_logentry")


def test_the_guard_can_be_put_up_twice(line):
    append_only.guard(connection)

    with pytest.raises(IntegrityError), transaction.atomic():
        line.delete()


@pytest.mark.django_db(transaction=True)
def test_the_test_runner_can_empty_the_trail(line):
    assert LogEntry.objects.count() == 1
