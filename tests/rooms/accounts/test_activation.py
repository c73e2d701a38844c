"""Search opens at once, or by a stored card or a token on paper, as the installation decided."""

import re
from datetime import timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts import activation
from openecf.center.accounts.models import ActivationToken
from openecf.foundation.refusals import NoSuchRecord
from tests.accounts import open_account
from tests.mailbag import letters_about

pytestmark = pytest.mark.django_db


@pytest.fixture
def account(at):
    return open_account(at=at, search_status="waiting", street="100 Example Way", city="San Diego")


def printed(account, at):
    """Print the account's letter and return its token."""
    return re.search(r"(\w{4}-){3}\w{4}", activation.print_letter(account.number, at=at).text)[0]


def status(account):
    """Return the account's search status now."""
    account.refresh_from_db()
    return account.search_status


@pytest.mark.parametrize(
    ("policy", "holder", "hold", "expected"),
    [
        ("email", "individual", "", "active"),
        ("card_or_letter", "individual", "", "waiting"),
        ("email", "individual", "alias", "inactive"),
        ("card_or_letter", "individual", "duplicate", "inactive"),
        ("email", "firm", "", "inactive"),
    ],
)
def test_the_first_status_is_policy(settings, policy, holder, hold, expected):
    settings.ACTIVATION = policy

    assert activation.first_status(holder, hold) == expected


def test_a_stored_card_opens_search_once(account, at):
    assert activation.by_card(account, at=at)
    assert not activation.by_card(account, at=at)

    assert status(account) == "active"
    assert len(letters_about("may search now")) == 1
    assert LogEntry.objects.get(action="accounts.search_activated").detail == {"by": "card"}


def test_a_card_does_not_open_what_is_held(at):
    held = open_account(at=at, search_status="inactive", hold="duplicate")

    assert not activation.by_card(held, at=at)
    assert status(held) == "inactive"


def test_the_letter_names_the_holder_the_address_and_the_page(account, at):
    text = activation.print_letter(account.number, at=at).text

    assert "BarbaraTest Casb\n100 Example Way\nSan Diego" in text
    assert "http://localhost:8000/cso/activate/" in text and account.number in text
    assert activation.due_letters() == []


def test_the_token_opens_search_however_it_is_typed(account, at):
    token = printed(account, at)

    activation.by_token(account, f" {token.lower().replace('-', ' ')} ", at=at + timedelta(days=10))

    assert status(account) == "active"
    assert token not in str(ActivationToken.objects.values())
    with pytest.raises(activation.NotWaiting):
        activation.by_token(account, token, at=at + timedelta(days=10))


def test_a_wrong_token_is_counted_and_ten_end_it(account, at):
    token = printed(account, at)
    for _ in range(activation.MOST_TRIES):
        with pytest.raises(activation.WrongToken):
            activation.by_token(account, "AAAA-BBBB-CCCC-DDDD", at=at)

    with pytest.raises(activation.TokenUsedUp):
        activation.by_token(account, token, at=at)
    activation.by_token(account, printed(account, at), at=at)
    assert status(account) == "active"


def test_a_new_letter_ends_the_earlier_token_and_time_ends_both(account, at):
    first, second = printed(account, at), printed(account, at + timedelta(days=1))

    with pytest.raises(activation.WrongToken):
        activation.by_token(account, first, at=at + timedelta(days=2))
    with pytest.raises(activation.WrongToken):
        activation.by_token(account, second, at=at + timedelta(days=92))
    assert status(account) == "waiting"


def test_a_token_of_somebody_else_opens_nothing(account, at):
    other = open_account("somebody.else", at=at, search_status="waiting")
    printed(account, at)

    with pytest.raises(activation.WrongToken):
        activation.by_token(account, printed(other, at), at=at)


def test_only_who_waits_gets_a_letter(at):
    active = open_account(at=at)

    with pytest.raises(activation.NotWaiting):
        activation.print_letter(active.number, at=at)
    with pytest.raises(NoSuchRecord):
        activation.print_letter("0000000", at=at)
