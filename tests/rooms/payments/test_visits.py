"""Visits to the provider's page: the card is typed there only, and each return counts once."""

from datetime import timedelta

import pytest
import requests

from openecf.audit.models import LogEntry
from openecf.center.accounts.models import Account
from openecf.center.payments import methods, paying, provider, visits
from openecf.center.payments.models import Payment, PaymentMethod, PaymentVisit
from openecf.center.signon.freshness import SignInAgain
from openecf.letters.models import Letter
from tests import payment_desk
from tests.accounts import open_account

HTTP = requests.Session()


@pytest.fixture
def desk(settings):
    with payment_desk.open_desk(settings) as desk:
        yield desk


@pytest.fixture
def pat(db, at):
    return open_account("patpublic1", at=at, first_name="Pat", last_name="Public", balance_cents=5000)


def store(account, *, at, number=payment_desk.PAYS):
    """Store a card as people do."""
    page = visits.begin_storing(account, standing=payment_desk.fresh(account, at=at), http=HTTP, at=at)
    ours, theirs = payment_desk.both_tokens(payment_desk.type_card(page, number))
    return visits.finish(account, ours, theirs, http=HTTP, at=at)


def begin_paying(account, cents, *, at, number=payment_desk.PAYS):
    """Go to the provider's page to pay, type a card, and return both tokens."""
    page = visits.begin_paying(account, cents, http=HTTP, at=at)
    return payment_desk.both_tokens(payment_desk.type_card(page, number))


def test_a_stored_card_is_known_by_its_last_four_only(desk, pat, at):
    store(pat, at=at)

    (stored,) = methods.of(pat)
    assert (stored.text, stored.expires, stored.holder_name) == (
        "Visa ending in 1111",
        "2031-04",
        "Pat Public",
    )
    everything = [
        list(rows.values()) for rows in (PaymentMethod.objects, PaymentVisit.objects, LogEntry.objects)
    ]
    everything += list(Letter.objects.values_list("body", flat=True))
    assert "4111" not in str(everything).replace("4111-", "")


def test_the_token_is_kept_sealed(desk, pat, at):
    store(pat, at=at)

    row = PaymentMethod.objects.get()
    assert methods.token(pat, row.public_id) not in row.sealed_token


def test_storing_a_card_opens_a_search_that_waited(desk, pat, at):
    Account.objects.filter(pk=pat.pk).update(search_status="waiting")

    outcome = store(pat, at=at)

    assert outcome.search_opened
    assert Account.objects.get(pk=pat.pk).search_status == "active"


@pytest.mark.parametrize("status", ["inactive", "active"])
def test_storing_a_card_opens_nothing_else(desk, pat, at, status):
    Account.objects.filter(pk=pat.pk).update(search_status=status)

    assert not store(pat, at=at).search_opened
    assert Account.objects.get(pk=pat.pk).search_status == status


def test_storing_a_card_takes_a_fresh_sign_in(desk, pat, at):
    stale = payment_desk.fresh(pat, at=at - timedelta(minutes=30))

    with pytest.raises(SignInAgain):
        visits.begin_storing(pat, standing=stale, http=HTTP, at=at)


def test_paying_lessens_the_balance_once_however_often_one_comes_back(desk, pat, at):
    ours, theirs = begin_paying(pat, 2000, at=at)

    outcomes = {visits.finish(pat, ours, theirs, http=HTTP, at=at) for _ in range(3)}

    assert len(outcomes) == 1
    assert paying.balance_of(pat) == 3000
    assert Payment.objects.count() == 1 and len(desk.get_app().till.payments()) == 1


def test_nothing_is_charged_before_the_center_completes_the_visit(desk, pat, at):
    begin_paying(pat, 2000, at=at)

    assert desk.get_app().till.payments() == []
    assert paying.balance_of(pat) == 5000


def test_a_visit_expires(desk, pat, at):
    ours, theirs = begin_paying(pat, 2000, at=at)

    with pytest.raises(visits.VisitOver):
        visits.finish(pat, ours, theirs, http=HTTP, at=at + visits.LASTS)
    assert desk.get_app().till.payments() == []


def test_a_visit_taken_back_is_over(desk, pat, at):
    ours, theirs = begin_paying(pat, 2000, at=at)

    visits.give_up(pat, ours, at=at)

    with pytest.raises(visits.VisitOver):
        visits.finish(pat, ours, theirs, http=HTTP, at=at)


def test_the_return_of_somebody_else_is_no_return(desk, pat, at):
    ours, theirs = begin_paying(pat, 2000, at=at)
    other = open_account("other.person", at=at)

    with pytest.raises(visits.VisitOver):
        visits.finish(other, ours, theirs, http=HTTP, at=at)


def test_the_token_of_a_smaller_payment_does_not_pay_a_greater_one(desk, pat, at):
    _, cheap = begin_paying(pat, 1, at=at)
    dear, _ = begin_paying(pat, 5000, at=at)

    with pytest.raises(provider.NotTheProviders):
        visits.finish(pat, dear, cheap, http=HTTP, at=at)
    assert paying.balance_of(pat) == 5000


@pytest.mark.parametrize("token", ["", "made-up"])
def test_a_made_up_token_is_nothing(desk, pat, at, token):
    ours, _ = begin_paying(pat, 2000, at=at)

    with pytest.raises(provider.NotTheProviders):
        visits.finish(pat, ours, token, http=HTTP, at=at)


def test_a_declined_card_pays_nothing_and_says_so(desk, pat, at):
    ours, theirs = begin_paying(pat, 2000, at=at, number=payment_desk.DECLINED)

    with pytest.raises(provider.CardRefused, match="declined"):
        visits.finish(pat, ours, theirs, http=HTTP, at=at)
    assert paying.balance_of(pat) == 5000 and not Payment.objects.exists()


@pytest.mark.parametrize(
    ("balance", "cents", "refusal"),
    [
        (0, 100, paying.NothingDue),
        (-500, 100, paying.NothingDue),
        (5000, 0, paying.TooLittle),
        (5000, 5001, paying.MoreThanDue),
        (3_000_000, 2_500_000, paying.MoreThanACardPays),
    ],
)
def test_what_may_not_be_paid_is_refused(desk, pat, at, balance, cents, refusal):
    Account.objects.filter(pk=pat.pk).update(balance_cents=balance)

    with pytest.raises(refusal):
        visits.begin_paying(pat, cents, http=HTTP, at=at)


def test_a_silent_provider_is_said(desk, pat, at, settings):
    settings.PAYMENTS_URL = "http://localhost:9/"

    with pytest.raises(provider.ProviderSilent):
        visits.begin_paying(pat, 100, http=HTTP, at=at)


def test_without_a_provider_no_card_is_taken(pat, at, settings):
    settings.PAYMENTS_URL = ""

    with pytest.raises(provider.NoProvider):
        visits.begin_paying(pat, 100, http=HTTP, at=at)


def test_a_wrong_secret_gets_nothing(desk, pat, at, settings):
    settings.PAYMENTS_SECRET = "another"

    with pytest.raises(provider.ProviderSilent):
        visits.begin_paying(pat, 100, http=HTTP, at=at)


def test_old_visits_are_swept(desk, pat, at):
    begin_paying(pat, 100, at=at)

    assert visits.sweep(at=at + timedelta(days=6)) == 0
    assert visits.sweep(at=at + timedelta(days=8)) == 1
