"""Old passwords must be changed only where the policy says so, and the prompt can be put off three times."""

from datetime import timedelta

import pytest

from openecf.audit.models import LogEntry
from openecf.center.accounts import passwords, rotation
from openecf.center.accounts.rotation import Due
from tests.accounts import PASSWORD, open_account

pytestmark = pytest.mark.django_db
LATER = timedelta(days=180)


@pytest.fixture
def account(at, settings):
    settings.PASSWORDS = "pacer"
    return open_account(at=at)


def test_under_nists_rules_a_password_never_grows_old(account, settings, at):
    settings.PASSWORDS = "nist"

    assert rotation.due(account, at=at + 50 * LATER) is None
    with pytest.raises(rotation.NoSkipsLeft):
        rotation.skip(account, at=at + 50 * LATER)


def test_under_pacers_rules_a_change_is_due_after_180_days(account, at):
    assert rotation.due(account, at=at + LATER - timedelta(seconds=1)) is None
    assert rotation.due(account, at=at + LATER) == Due(skips_left=3)


def test_it_can_be_put_off_three_times(account, at):
    for left in (2, 1, 0):
        rotation.skip(account, at=at + LATER)
        account.refresh_from_db()
        assert rotation.due(account, at=at + LATER) == Due(skips_left=left)

    with pytest.raises(rotation.NoSkipsLeft):
        rotation.skip(account, at=at + LATER)
    assert LogEntry.objects.filter(action="accounts.password_change_put_off").count() == 3


def test_a_new_password_starts_the_count_anew(account, at):
    rotation.skip(account, at=at + LATER)
    passwords.change(passwords.choose(account, PASSWORD, "Open-Herons-26!"), at=at + LATER)
    account.refresh_from_db()

    assert rotation.due(account, at=at + LATER) is None
    assert rotation.due(account, at=at + 2 * LATER) == Due(skips_left=3)
