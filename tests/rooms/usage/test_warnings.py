"""Warnings near the waiver and a firm's budget: each once a quarter, to the billing addresses."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from openecf.center.accounts.models import Account
from openecf.center.firms import budgets
from openecf.center.usage import ledger
from openecf.center.usage.models import Warned
from openecf.letters.models import Letter
from tests.accounts import open_account
from tests.rooms.usage.test_statements import firm_of, pat, used  # noqa: F401


def subjects(to=None):
    """Return the subjects of letters about usage."""
    letters = Letter.objects.filter(subject__contains="used") | Letter.objects.filter(
        subject__contains="usage"
    )
    return list(
        (letters.filter(recipient=to) if to else letters).order_by("pk").values_list("subject", flat=True)
    )


REACHED = "Your usage has reached what is waived this quarter"


@pytest.mark.parametrize(
    ("receipts", "mails"),
    [
        ([2390], 0),
        ([2400], 1),
        ([2400, 100, 100], 1),
        ([2400, 600], 2),
        ([2400, 600, 500], 2),
        ([3000], 1),
        ([2990, 10, 10], 2),
        ([9000], 1),
    ],
)
def test_each_step_is_mailed_once(pat, at, receipts, mails):  # noqa: F811
    for cents in receipts:
        ledger.take([used(pat, cents, at)], at=at)

    assert len(subjects()) == mails


def test_a_step_passed_over_is_not_mailed_later(pat, at):  # noqa: F811
    ledger.take([used(pat, 3000, at)], at=at)

    assert subjects() == [REACHED]
    assert set(Warned.objects.values_list("percent", flat=True)) == {80, 100}


def test_bills_and_copies_get_it(pat, at):  # noqa: F811
    Account.objects.filter(pk=pat.pk).update(
        billing_email="bills@example.org", more_billing_emails=["copy@example.org"]
    )

    ledger.take([used(pat, 3000, at)], at=at)

    assert set(Letter.objects.values_list("recipient", flat=True)) == {
        "bills@example.org",
        "copy@example.org",
    }


def test_a_member_is_not_warned_of_what_the_firm_pays(pat, at):  # noqa: F811
    firm = firm_of(at, pat, since=at)

    ledger.take([used(pat, 3000, at)], at=at)

    assert subjects(pat.email) == [] and subjects(firm.email) == [REACHED]


def test_a_firm_is_warned_of_its_budget_too(pat, at):  # noqa: F811
    firm = firm_of(at, pat, since=at)
    budgets.set_budget(firm, 10_000, at=at)

    for cents in (8000, 1000, 1000, 1000):
        ledger.take([used(pat, cents, at)], at=at)

    assert subjects(firm.email) == [
        REACHED,
        "Your firm has used 80 % of its budget this quarter",
        "Your firm has used its budget this quarter",
    ]


def test_a_new_quarter_begins_anew(pat, at):  # noqa: F811
    ledger.take([used(pat, 3000, at)], at=at)
    later = at + timedelta(days=60)

    ledger.take([used(pat, 3000, later)], at=later)

    assert len(subjects()) == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_reports_at_once_warn_once(at):
    pat = open_account("patpublic1", at=at)  # noqa: F811

    def one(_):
        try:
            ledger.take([used(pat, 500, at)], at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(one, range(8)))

    assert Warned.objects.filter(percent=100).count() == 1
    assert subjects().count(REACHED) == 1
