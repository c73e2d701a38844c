"""What courts tell at once: the account's own flags are those of all its courts together."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from openecf.center.accounts.models import Account
from openecf.center.standing import bulletins
from openecf.center.standing.models import CourtStanding
from openecf.foundation.messages import Bulletin
from openecf.foundation.references import new_public_id
from tests.accounts import open_account


def told(account, court, state, *, at):
    """Return a bulletin of a court about an attorney."""
    return Bulletin(
        court_id=court,
        public_id=new_public_id(),
        sub=account.subject,
        kind="told",
        sentence="Something changed.",
        at=at,
        state=state,
        role="attorney",
        name="BarbaraTest Casb",
        errand="",
        reference="",
    )


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_courts_that_tell_at_once_both_count(at):
    account = open_account(at=at)

    def take(one):
        try:
            bulletins.take([one], at=at)
        finally:
            connection.close()

    for number in range(15):
        now = at + timedelta(minutes=number)
        CourtStanding.objects.all().delete()
        bulletins.take([told(account, "casb", "active", at=now - timedelta(seconds=1))], at=now)
        both = [told(account, "casb", "disabled", at=now), told(account, "exab", "active", at=now)]
        with ThreadPoolExecutor(2) as threads:
            list(threads.map(take, both))

        assert Account.objects.get().filing_status == "active"
