"""Statements: one a quarter for whoever is billed; $30 or less is waived; the balance changes once."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
import requests
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase

from openecf.center.accounts.models import Account
from openecf.center.firms import membership
from openecf.center.firms.models import Membership
from openecf.center.payments import methods, paying
from openecf.center.usage import closing, collecting, ledger, quarters, statements
from openecf.center.usage.models import Statement, UsageRecord
from openecf.foundation.messages import Usage
from openecf.foundation.references import new_public_id
from openecf.letters.models import Letter
from tests import payment_desk
from tests.accounts import open_account
from tests.rooms.payments.test_visits import desk, store  # noqa: F401

HTTP = requests.Session()
SUMMER = datetime(2026, 8, 1, 12, tzinfo=UTC)
AFTER = datetime(2026, 10, 5, 12, tzinfo=UTC)  # the third quarter's bills are made
_numbers = itertools.count(1)


def used(account, cents, at, *, code="", court="casb"):
    """Make what a court reports."""
    return Usage(
        court_id=court,
        receipt=f"R-{next(_numbers)}",
        sub=account.subject,
        at=at,
        quarter="",
        client_code=code,
        description="Docket Report",
        criteria="26-01234",
        pages=cents // 10,
        cents=cents,
    )


def firm_of(at, *people, since):
    """Open a firm that pays for these people since then."""
    firm = open_account(f"firm{next(_numbers):04}", at=at, first_name="", last_name="Larkin", holder="firm")
    for person in people:
        Membership.objects.create(
            public_id=new_public_id(),
            firm=firm,
            member=person,
            state="member",
            invited_at=since,
            answered_at=since,
        )
        Account.objects.filter(pk=person.pk).update(payer=firm)
    return firm


@pytest.fixture
def pat(db, at):
    return open_account("patpublic1", at=at, last_name="Public")


def balances(*accounts):
    """Return what each account owes."""
    return [paying.balance_of(account) for account in accounts]


@pytest.mark.parametrize(("cents", "due"), [(10, 0), (3000, 0), (3010, 3010), (9000, 9000)])
def test_thirty_dollars_or_less_are_waived_and_above_all_is_due(pat, cents, due):
    ledger.take([used(pat, cents, SUMMER)], at=SUMMER)

    assert statements.close_due(at=AFTER) == 1

    statement = Statement.objects.get()
    assert (statement.quarter, statement.used_cents, statement.due_cents) == ("2026Q3", cents, due)
    assert balances(pat) == [due]
    assert Letter.objects.filter(subject="Your PACER statement").count() == (1 if due else 0)


def test_a_statement_is_made_once(pat):
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)

    assert [statements.close_due(at=AFTER) for _ in range(3)] == [1, 0, 0]
    assert balances(pat) == [4000]


@pytest.mark.parametrize("at", [datetime(2026, 10, 1, 6, tzinfo=UTC), datetime(2026, 10, 4, 4, tzinfo=UTC)])
def test_a_statement_waits_for_late_reports(pat, at):
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)

    assert statements.close_due(at=at) == 0


def test_a_receipt_after_the_statement_stands_in_the_next(pat):
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    statements.close_due(at=AFTER)

    ledger.take([used(pat, 3500, SUMMER + timedelta(days=1))], at=AFTER)
    statements.close_due(at=datetime(2027, 1, 5, tzinfo=UTC))

    made = Statement.objects.order_by("quarter").values_list("quarter", "due_cents")
    assert list(made) == [("2026Q3", 4000), ("2026Q4", 3500)]
    assert balances(pat) == [7500]


def test_a_firm_is_billed_from_joining_to_leaving_and_nobody_twice(pat, at):
    firm = firm_of(at, pat, since=SUMMER)
    day = timedelta(days=1)
    report = [
        used(pat, 100, SUMMER - timedelta(seconds=1)),
        used(pat, 4000, SUMMER),
        used(pat, 20, SUMMER + 9 * day),
    ]
    ledger.take(report[:2], at=SUMMER)
    left = SUMMER + 5 * day
    membership.leave(pat, standing=payment_desk.fresh(pat, at=left), at=left)
    ledger.take(report[2:], at=SUMMER + 9 * day)

    statements.close_due(at=AFTER)

    assert list(Statement.objects.order_by("pk").values_list("account__pk", "used_cents", "due_cents")) in (
        [(pat.pk, 120, 0), (firm.pk, 4000, 4000)],
        [(firm.pk, 4000, 4000), (pat.pk, 120, 0)],
    )
    assert balances(pat, firm) == [0, 4000]


def test_one_waiver_counts_for_a_firm_and_all_its_people(pat, at):
    quinn = open_account("quinnpublic", at=at, last_name="Quinn")
    firm = firm_of(at, pat, quinn, since=SUMMER)
    ledger.take([used(pat, 2000, SUMMER), used(quinn, 2000, SUMMER)], at=SUMMER)

    statements.close_due(at=AFTER)

    assert balances(pat, quinn, firm) == [0, 0, 4000]


def test_an_invoice_is_itemised_by_user_and_client_code(pat, at):
    quinn = open_account("quinnpublic", at=at, first_name="Quinn", last_name="Quill")
    firm = firm_of(at, pat, quinn, since=SUMMER)
    Membership.objects.filter(member=quinn).update(cost_center="West")
    ledger.take(
        [
            used(pat, 300, SUMMER, code="B"),
            used(pat, 100, SUMMER, code="A", court="exab"),
            used(pat, 50, SUMMER, code="A"),
            used(quinn, 3000, SUMMER),
        ],
        at=SUMMER,
    )

    invoice = statements.invoice(firm, "2026Q3", at=SUMMER)

    first, second = invoice.users
    assert [(part.name, part.cents) for part in first.codes] == [("A", 150), ("B", 300)]
    assert (second.name, second.cost_center, second.cents) == ("Quinn Quill", "West", 3000)
    assert [(part.name, part.cents) for part in invoice.courts] == [("casb", 3350), ("exab", 100)]
    assert (invoice.used_cents, invoice.due_cents, invoice.made_at) == (3450, 3450, None)


def test_the_bill_is_charged_to_the_stored_card_once(desk, pat, at):  # noqa: F811
    store(pat, at=SUMMER)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    statements.close_due(at=AFTER)

    taken = [collecting.collect_due(HTTP, at=AFTER + timedelta(minutes=minute)) for minute in range(3)]

    assert taken == [1, 0, 0]
    assert balances(pat) == [0]
    assert [cents for _, _, cents in desk.get_app().till.payments()] == [4000]


def test_the_card_of_a_member_is_not_charged_for_what_the_firm_pays(desk, pat, at):  # noqa: F811
    store(pat, at=SUMMER)
    firm = firm_of(at, pat, since=SUMMER)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    statements.close_due(at=AFTER)

    collecting.collect_due(HTTP, at=AFTER)

    assert desk.get_app().till.payments() == []
    assert balances(pat, firm) == [0, 4000]


def test_a_refused_card_is_said_and_not_tried_again(desk, pat, at):  # noqa: F811
    store(pat, at=SUMMER, number=payment_desk.DECLINED)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    statements.close_due(at=AFTER)

    taken = [collecting.collect_due(HTTP, at=AFTER + timedelta(hours=hour)) for hour in (0, 2)]

    assert taken == [1, 0] and balances(pat) == [4000]
    assert Letter.objects.filter(subject="Your card was refused for the PACER statement").count() == 1


def test_a_silent_provider_is_asked_again_later(desk, pat, at, settings):  # noqa: F811
    store(pat, at=SUMMER)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    statements.close_due(at=AFTER)
    there, settings.PAYMENTS_URL = settings.PAYMENTS_URL, "http://localhost:9/"
    collecting.collect_due(HTTP, at=AFTER)
    settings.PAYMENTS_URL = there

    assert collecting.collect_due(HTTP, at=AFTER + timedelta(minutes=1)) == 0
    assert collecting.collect_due(HTTP, at=AFTER + collecting.AGAIN) == 1
    assert balances(pat) == [0]


def test_what_was_paid_meanwhile_is_not_charged_again(desk, pat, at):  # noqa: F811
    store(pat, at=SUMMER)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    statements.close_due(at=AFTER)
    (stored,) = methods.of(pat)
    paying.pay(pat, stored.public_id, 1500, key="k", http=HTTP, at=AFTER)

    collecting.collect_due(HTTP, at=AFTER)

    assert sorted(cents for _, _, cents in desk.get_app().till.payments()) == [1500, 2500]
    assert balances(pat) == [0]


RECEIPTS = some.lists(
    some.tuples(
        some.integers(0, 2),  # whose
        some.integers(0, 1500).map(lambda tens: tens * 10),
        some.integers(0, 200),  # days after the first of April
        some.sampled_from(["", "A", "B.1"]),
        some.booleans(),  # reported at once, or with the rest at the end of the third quarter
    ),
    max_size=25,
)


class TestSums(TestCase):
    """Over any receipts, each cent is billed to exactly one account, in exactly one quarter."""

    @given(RECEIPTS)
    @how(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    def test_every_cent_is_billed_once_and_waived_or_due_by_the_quarter(self, receipts):
        begun = datetime(2026, 4, 1, 12, tzinfo=UTC)
        people = [open_account(f"person{next(_numbers)}", at=begun) for _ in range(3)]
        firm = firm_of(begun, people[0], people[1], since=begun + timedelta(days=100))
        reports = [
            (used(people[who], cents, begun + timedelta(days=days), code=code), promptly)
            for who, cents, days, code, promptly in receipts
        ]
        for usage, promptly in sorted(reports, key=lambda each: each[0].at):
            if promptly:
                statements.close_due(at=usage.at)
                ledger.take([usage], at=usage.at)
        late = [usage for usage, promptly in reports if not promptly]
        arrival = begun + timedelta(days=200)
        statements.close_due(at=arrival)
        ledger.take(late, at=arrival)
        ledger.take([usage for usage, _ in reports], at=arrival)  # all of it once more

        statements.close_due(at=datetime(2027, 1, 10, tzinfo=UTC))

        made = list(Statement.objects.all())
        assert sum(one.used_cents for one in made) == sum(cents for _, cents, *_ in receipts)
        assert all(one.due_cents == (one.used_cents if one.used_cents > 3000 else 0) for one in made)
        for account in (*people, firm):
            assert paying.balance_of(account) == sum(
                one.due_cents for one in made if one.account_id == account.pk
            )
            for one in (one for one in made if one.account_id == account.pk):
                invoice = statements.invoice(account, one.quarter, at=arrival)
                parts = [part for user in invoice.users for part in user.codes]
                assert sum(part.cents for part in parts) == invoice.used_cents == one.used_cents
                assert sum(part.cents for part in invoice.courts) == one.used_cents
                assert quarters.quarter(account, one.quarter).cents == one.used_cents
        paid_by_firm = UsageRecord.objects.filter(payer=firm)
        assert all(row.at >= begun + timedelta(days=100) for row in paid_by_firm)
        assert not UsageRecord.objects.filter(account=people[2], payer__isnull=False).exists()


@pytest.mark.parametrize(
    ("quarter", "end"),
    [("2026Q3", datetime(2026, 10, 1, 5, tzinfo=UTC)), ("2026Q4", datetime(2027, 1, 1, 6, tzinfo=UTC))],
)
def test_a_quarter_ends_at_midnight_central_time(quarter, end):
    assert closing.ends_at(quarter) == end
