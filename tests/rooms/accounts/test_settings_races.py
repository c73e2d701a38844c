"""Two holders want the same thing at the same moment."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from openecf.audit.models import LogEntry
from openecf.center.accounts import statuses, usernames
from openecf.center.accounts.models import Account
from tests.accounts import open_account

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(act, cases):
    """Do an act for each case in a thread of its own; return answers and refusals."""

    def one(case):
        try:
            return act(case)
        except (usernames.UsernameTaken, statuses.NotUnused) as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        return list(threads.map(one, cases))


def test_of_eight_who_want_one_username_one_gets_it(at):
    accounts = [open_account(f"holder.number.{n}", at=at) for n in range(8)]

    answers = at_once(lambda account: usernames.change(account, "The.Same.Name", at=at), accounts)

    assert answers.count(None) == 1
    assert Account.objects.filter(username="The.Same.Name").count() == 1
    assert LogEntry.objects.filter(action="accounts.username_changed").count() == 1


def test_search_pressed_open_eight_times_opens_once(at):
    account = open_account(at=at, search_status="unused")

    answers = at_once(lambda account: statuses.reopen(account, at=at), [account] * 8)

    assert answers.count(None) == 1
    assert LogEntry.objects.filter(action="accounts.search_reopened").count() == 1
