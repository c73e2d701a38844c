"""The two flags in words, and opening search again."""

import pytest

from openecf.center.accounts import statuses
from openecf.center.accounts.models import Account
from tests.accounts import open_account
from tests.mailbag import letters_about

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "label", "mend"),
    [
        ({}, "Active", ""),
        ({"search_status": "waiting"}, "Waiting for activation", "activate"),
        ({"search_status": "unused"}, "Inactive: not used", "reopen"),
        ({"search_status": "inactive"}, "Inactive", "call"),
        ({"search_status": "inactive", "hold": "duplicate"}, "Inactive: being reviewed", "call"),
        ({"search_status": "inactive", "hold": "alias"}, "Inactive: being reviewed", "call"),
        ({"holder": "firm"}, "Does not search", ""),
    ],
)
def test_each_search_status_has_words_and_a_cure(at, facts, label, mend):
    status = statuses.search(open_account(at=at, **facts))

    assert (status.label, status.mend) == (label, mend) and status.sentence.endswith(".")


@pytest.mark.parametrize(
    ("facts", "label", "mend"),
    [
        ({}, "No court yet", "register"),
        ({"filing_status": "active"}, "Active", ""),
        ({"filing_status": "inactive"}, "Inactive", "register"),
        ({"kind": "legacy"}, "Not with a legacy account", "upgrade"),
        ({"holder": "firm"}, "Does not file", ""),
    ],
)
def test_each_filing_status_has_words_and_a_cure(at, facts, label, mend):
    status = statuses.filing(open_account(at=at, **facts))

    assert (status.label, status.mend) == (label, mend)


def test_every_hold_of_an_account_has_words():
    assert {hold for hold in Account.Hold.values if hold} <= set(statuses._WORDS["search"])


def test_the_holder_opens_unused_search_and_is_told(at):
    account = open_account(at=at)
    assert statuses.put_to_rest(account, at=at) and not statuses.put_to_rest(account, at=at)

    statuses.reopen(account, at=at)

    account.refresh_from_db()
    assert (account.search_status, account.search_since) == ("active", at)
    assert len(letters_about("put to rest")) == len(letters_about("is open again")) == 1


@pytest.mark.parametrize(
    "facts", [{}, {"search_status": "inactive"}, {"search_status": "unused", "hold": "duplicate"}]
)
def test_search_that_is_closed_for_another_reason_stays_closed(at, facts):
    account = open_account(at=at, **facts)

    with pytest.raises(statuses.NotUnused):
        statuses.reopen(account, at=at)
