"""At once: one statement, one charge, one payment, one firm; on both databases."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import requests
from django.db import connection

from openecf.center.accounts.models import Account
from openecf.center.firms import inviting, membership
from openecf.center.firms.models import Membership
from openecf.center.payments import paying, visits
from openecf.center.payments.models import Payment
from openecf.center.usage import collecting, ledger, statements
from openecf.center.usage.models import Statement
from openecf.letters.models import Letter
from tests import payment_desk
from tests.accounts import open_account
from tests.rooms.payments.test_visits import begin_paying, store
from tests.rooms.usage.test_statements import AFTER, SUMMER, used

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
HTTP = requests.Session()


@pytest.fixture
def desk(settings):
    with payment_desk.open_desk(settings) as desk:
        yield desk


def at_once(*acts):
    """Do all acts at once, each in a thread of its own; return what each said or refused."""

    def one(act):
        try:
            return act()
        except Exception as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(one, acts))


def test_eight_work_loops_make_one_statement(at):
    pat = open_account("patpublic1", at=at)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)

    made = at_once(*[partial(statements.close_due, at=AFTER)] * 8)

    assert sum(made) == 1
    assert Statement.objects.count() == 1 and paying.balance_of(pat) == 4000
    assert Letter.objects.filter(subject="Your PACER statement").count() == 1


def test_a_receipt_that_comes_while_the_statement_is_made_is_billed_once(at):
    pat = open_account("patpublic1", at=at)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    late = [partial(ledger.take, [used(pat, 500, SUMMER)], at=AFTER) for _ in range(4)]

    at_once(*late, *[partial(statements.close_due, at=AFTER)] * 2)

    statements.close_due(at=AFTER.replace(year=2027, month=1, day=10))
    assert sum(Statement.objects.values_list("used_cents", flat=True)) == 6000
    assert paying.balance_of(pat) == sum(Statement.objects.values_list("due_cents", flat=True))


def test_eight_work_loops_charge_a_card_once(desk, at):
    pat = open_account("patpublic1", at=at)
    store(pat, at=SUMMER)
    ledger.take([used(pat, 4000, SUMMER)], at=SUMMER)
    statements.close_due(at=AFTER)

    taken = at_once(*[partial(collecting.collect_due, HTTP, at=AFTER)] * 8)

    assert sum(taken) == 1 and paying.balance_of(pat) == 0
    assert [cents for _, _, cents in desk.get_app().till.payments()] == [4000]


def test_coming_back_eight_times_at_once_pays_once(desk, at):
    pat = open_account("patpublic1", at=at, balance_cents=5000)
    ours, theirs = begin_paying(pat, 2000, at=at)

    said = at_once(*[partial(visits.finish, pat, ours, theirs, http=HTTP, at=at)] * 8)

    assert len(set(said)) == 1
    assert Payment.objects.count() == 1 and paying.balance_of(pat) == 3000


def test_of_two_firms_accepted_at_once_one_pays(at):
    pat = open_account("patpublic1", at=at, last_name="Public")
    acts = []
    for name in ("firmnumber1", "firmnumber2"):
        firm = open_account(name, at=at, last_name=name, holder="firm")
        standing = payment_desk.fresh(firm, at=at)
        asked = inviting.invite(firm, "Public", pat.number, standing=standing, at=at)
        mine = payment_desk.fresh(pat, at=at)
        acts.append(partial(membership.accept, pat, asked.public_id, standing=mine, at=at))

    said = at_once(*acts)

    assert sorted(str(type(each).__name__) for each in said) == ["NoneType", "PaidByAnother"]
    member = Membership.objects.get(state="member")
    assert Account.objects.get(pk=pat.pk).payer_id == member.firm_id
