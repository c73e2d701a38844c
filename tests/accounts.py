"""Center accounts for tests, opened without the mails of a registration."""

from django.contrib.auth.hashers import make_password

from openecf.center.accounts.models import Account
from openecf.foundation.references import new_public_id

PASSWORD = "correct horse battery"


def open_account(username="barbaratest", *, at, password=PASSWORD, **facts):
    """Open a center account; the name is BarbaraTest Casb unless the facts say otherwise."""
    facts = {
        "number": str(1000000 + Account.objects.count()),
        "subject": new_public_id(),
        "first_name": "BarbaraTest",
        "last_name": "Casb",
        "email": f"{username}@example.org",
        "made_at": at,
    } | facts
    return Account.objects.create(username=username, password=make_password(password), **facts)
