"""Stored methods: defaults, removing, and paying with them."""

import pytest

from openecf.center.payments import methods, paying, provider
from openecf.center.payments.methods import FILING, SEARCH
from openecf.center.payments.models import Payment
from openecf.foundation.refusals import NoSuchRecord
from openecf.letters.models import Letter
from tests import payment_desk
from tests.accounts import open_account
from tests.rooms.payments.test_visits import HTTP, desk, pat, store  # noqa: F401


def test_the_first_card_pays_both_and_a_second_one_nothing_by_itself(desk, pat, at):  # noqa: F811
    store(pat, at=at)
    store(pat, at=at, number="5555 5555 5555 4444")

    first, second = methods.of(pat)
    assert (first.for_search_fees, first.for_filing_fees) == (True, True)
    assert (second.for_search_fees, second.for_filing_fees) == (False, False)


def test_each_kind_of_fee_has_one_default(desk, pat, at):  # noqa: F811
    store(pat, at=at)
    store(pat, at=at, number="5555 5555 5555 4444")
    first, second = methods.of(pat)

    methods.set_defaults(pat, search=second.public_id, filing=first.public_id, at=at)

    assert methods.default(pat, SEARCH).public_id == second.public_id
    assert methods.default(pat, FILING).public_id == first.public_id

    methods.set_defaults(pat, search="", filing=first.public_id, at=at)

    assert methods.default(pat, SEARCH) is None


def test_a_firms_card_pays_no_filing_fees(desk, pat, at):  # noqa: F811
    firm = open_account("larkinfirm", at=at, holder="firm")

    store(firm, at=at)

    assert methods.default(firm, FILING) is None and methods.default(firm, SEARCH)


def test_a_removed_card_is_gone_here_and_at_the_provider(desk, pat, at):  # noqa: F811
    store(pat, at=at)
    (stored,) = methods.of(pat)
    token = methods.token(pat, stored.public_id)

    methods.remove(pat, stored.public_id, standing=payment_desk.fresh(pat, at=at), http=HTTP, at=at)

    assert methods.of(pat) == []
    with pytest.raises(provider.NotTheProviders):
        provider.charge(HTTP, token, 100, reference="X")
    subjects = set(Letter.objects.filter(recipient=pat.email).values_list("subject", flat=True))
    assert "A payment method was removed from your PACER account" in subjects


def test_the_method_of_somebody_else_is_no_such_record(desk, pat, at):  # noqa: F811
    store(pat, at=at)
    (stored,) = methods.of(pat)
    other = open_account("other.person", at=at, balance_cents=900)

    for act in (
        lambda: methods.remove(
            other, stored.public_id, standing=payment_desk.fresh(other, at=at), http=HTTP, at=at
        ),
        lambda: methods.set_defaults(other, search=stored.public_id, filing="", at=at),
        lambda: paying.pay(other, stored.public_id, 100, key="k", http=HTTP, at=at),
    ):
        with pytest.raises(NoSuchRecord):
            act()


def test_paying_twice_with_one_key_is_one_payment(desk, pat, at):  # noqa: F811
    store(pat, at=at)
    (stored,) = methods.of(pat)

    receipts = {
        paying.pay(pat, stored.public_id, 5000, key="one form", http=HTTP, at=at).reference for _ in range(3)
    }

    assert len(receipts) == 1
    assert paying.balance_of(pat) == 0
    assert Payment.objects.get().cents == 5000


def test_a_declined_stored_card_pays_nothing(desk, pat, at):  # noqa: F811
    store(pat, at=at, number=payment_desk.DECLINED)
    (stored,) = methods.of(pat)

    with pytest.raises(provider.CardRefused):
        paying.pay(pat, stored.public_id, 5000, key="one form", http=HTTP, at=at)

    assert paying.balance_of(pat) == 5000
