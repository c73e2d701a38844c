"""The tab Payments, with a payment stand-in of its own origin: storing, paying, coming back."""

from urllib.parse import urlsplit

import pytest
import requests

from openecf.center.accounts.models import Account
from openecf.center.payments.models import Payment, PaymentMethod
from openecf.faces.payment_stand_in import cards
from openecf.faces.payment_stand_in.cards import Typed
from tests import payment_desk, walking

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(settings):
    with payment_desk.open_desk(settings) as desk:
        yield desk


@pytest.fixture
def account(at):
    return walking.open_account("patpublic1", at=at, last_name="Public", balance_cents=1230)


@pytest.fixture
def client(account):
    return signed_in("patpublic1")


def signed_in(username):
    """Return a browser that is signed in at the center."""
    client = walking.browser()
    page = walking.go(client, "/cso/login/?next=/cso/account/")
    walking.send(client, page.where, {"username": username, "password": walking.PASSWORD})
    return client


def store(client, number=payment_desk.PAYS):
    """Store a card by the pages; return the last one."""
    there = client.post("/cso/account/payments/methods/store/", {"x": ""})
    assert there.status_code == 303
    return walking.go(client, payment_desk.type_card(there["Location"], number))


def test_a_card_is_stored_by_the_providers_page_and_its_number_never_comes_here(desk, client):
    page = store(client)

    assert "The card is stored." in walking.told(page) and "Visa ending in 1111" in walking.told(page)
    assert "411111" not in page.where + page.content.decode().replace(" ", "")
    assert "411111" not in str(list(PaymentMethod.objects.values()))


def test_pages_let_their_forms_lead_to_the_provider_and_nowhere_else_new(desk, client, settings):
    policy = client.get("/cso/account/payments/methods/store/").headers["Content-Security-Policy"]

    origin = "{0.scheme}://{0.netloc}".format(urlsplit(settings.PAYMENTS_URL))
    (forms,) = [part for part in policy.split("; ") if part.startswith("form-action")]
    assert origin in forms.split() and "*" not in forms


def test_the_whole_balance_is_offered_and_paid_with_a_stored_card(desk, client, account):
    store(client)
    page = client.get("/cso/account/payments/pay/").content.decode()
    assert 'value="$12.30"' in page
    method = PaymentMethod.objects.get().public_id
    form = {"amount": "$12.30", "method": method, "key": "k1"}

    answers = [client.post("/cso/account/payments/pay/", form) for _ in range(2)]

    page = walking.told(walking.go(client, answers[0]["Location"]))
    assert "$12.30 was paid" in page and "Balance now $0.00" in page
    assert answers[0]["Location"] == answers[1]["Location"]
    assert Payment.objects.count() == 1


def test_another_card_pays_on_the_providers_page(desk, client, account):
    form = {"amount": "5", "method": "other", "key": "k1"}
    there = client.post("/cso/account/payments/pay/", form)["Location"]
    assert "Pay $5.00" in requests.get(there, timeout=5).text
    back = payment_desk.type_card(there)

    pages = [walking.told(walking.go(client, back)) for _ in range(2)]

    assert all("$5.00 was paid" in page and "Balance now $7.30" in page for page in pages)
    assert Account.objects.get(pk=account.pk).balance_cents == 730
    assert not PaymentMethod.objects.exists()


def test_a_declined_card_is_said_and_nothing_is_paid(desk, client, account):
    there = client.post("/cso/account/payments/pay/", {"amount": "5", "method": "other", "key": "k"})[
        "Location"
    ]

    answer = walking.go(client, payment_desk.type_card(there, payment_desk.DECLINED))

    assert answer.status_code == 402 and "declined" in walking.told(answer)
    assert Account.objects.get(pk=account.pk).balance_cents == 1230


def test_turning_back_on_the_providers_page_leads_back_and_ends_the_visit(desk, client):
    there = client.post("/cso/account/payments/methods/store/", {"x": ""})["Location"]
    carried = payment_desk.type_card(there)

    page = walking.go(client, carried.split("?")[0] + "?cancelled=1")

    assert "No card is stored" in walking.told(page)
    assert walking.go(client, carried).status_code == 410


def test_somebody_else_who_comes_back_gets_nothing(desk, client, at):
    walking.open_account("other.person", at=at)
    there = client.post("/cso/account/payments/methods/store/", {"x": ""})["Location"]

    answer = walking.go(signed_in("other.person"), payment_desk.type_card(there))

    assert answer.status_code == 410 and not PaymentMethod.objects.exists()


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("12.31", "more than your account owes"),
        ("0", "above zero"),
        ("a lot", "Enter an amount like"),
        ("", "Fill in"),
    ],
)
def test_a_wrong_amount_is_said_and_what_was_typed_is_kept(desk, client, amount, sentence):
    answer = client.post("/cso/account/payments/pay/", {"amount": amount, "method": "other", "key": "k"})

    assert sentence in walking.told(answer)
    assert f'value="{amount}"' in answer.content.decode() or not amount


def test_without_a_provider_the_form_says_so(client, settings):
    settings.PAYMENTS_URL = ""

    answer = client.post("/cso/account/payments/pay/", {"amount": "5", "method": "other", "key": "k"})

    assert "No card can be taken here at present" in walking.told(answer)


def test_a_stored_card_is_removed_after_one_more_question(desk, client):
    store(client)
    address = f"/cso/account/payments/methods/{PaymentMethod.objects.get().public_id}/remove/"
    assert "is forgotten here and at the payment provider" in walking.told(client.get(address))

    page = walking.send(client, address, {"x": ""})

    assert "No card is stored" in walking.told(page)


def test_the_defaults_are_chosen_by_a_form(desk, client):
    store(client)
    key = PaymentMethod.objects.get().public_id

    walking.send(client, "/cso/account/payments/methods/", {"search": "", "filing": key})

    row = PaymentMethod.objects.get()
    assert (row.for_search_fees, row.for_filing_fees) == (False, True)


def test_the_providers_page_says_what_is_wrong_and_never_shows_the_number_again(desk, client):
    there = client.post("/cso/account/payments/methods/store/", {"x": ""})["Location"]
    wrong = {"number": "4111 1111 1111 1112", "expires": "13/20", "code": "1", "name": "<b>Pat"}

    answer = requests.post(there, data=wrong, timeout=5)

    assert answer.status_code == 400
    assert "13 to 19 digits" in answer.text and "month and year" in answer.text
    assert "4111 1111 1111 1112" not in answer.text and "&lt;b&gt;Pat" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["visits", "visits/complete", "charges", "methods/remove"])
def test_the_stand_in_tells_nothing_without_the_secret(desk, settings, path):
    for headers in ({}, {"Authorization": "Bearer "}, {"Authorization": "Bearer wrong"}):
        answer = requests.post(settings.PAYMENTS_URL + path, json={}, headers=headers, timeout=5)

        assert answer.status_code == 401


def test_the_stand_in_survives_what_it_can_not_read(desk, settings):
    headers = {"Authorization": f"Bearer {payment_desk.SECRET}"}
    for body in (b"", b"[]", b"{}", b"null", b'"x"', b"\xff"):
        answer = requests.post(settings.PAYMENTS_URL + "charges", data=body, headers=headers, timeout=5)

        assert answer.status_code == 400
    assert requests.get(settings.PAYMENTS_URL + "pay/nothing/", timeout=5).status_code == 404


@pytest.mark.parametrize(
    ("number", "good"),
    [
        ("4111 1111 1111 1111", True),
        ("4111-1111-1111-1111", True),
        ("378282246310005", True),
        ("4111 1111 1111 1112", False),
        ("", False),
        ("0" * 30, False),
        ("４１１１１１１１１１１１１１１１", False),
    ],
)
def test_cards_add_up(at, number, good):
    wrong = cards.errors(Typed(number, "04/31", "123", "Pat"), at=at)

    assert ("number" not in wrong) == good


@pytest.mark.parametrize(
    ("expires", "good"), [("11/26", True), ("11/2026", True), ("10/26", False), ("0/26", False)]
)
def test_a_card_is_good_to_the_end_of_its_month(at, expires, good):
    wrong = cards.errors(Typed(payment_desk.PAYS, expires, "123", "Pat"), at=at)

    assert ("expires" not in wrong) == good
