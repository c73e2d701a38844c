"""The notice of redaction responsibility: filers tick it once a session.

Source: Fed. R. App. P. 25(a)(5), Civ. P. 5.2, Crim. P. 49.1, Bankr. P. 9037.
"""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.center.accounts.models import Account

from .models import ProviderSession
from .sessions import Standing


def due(account: Account, standing: Standing) -> bool:
    """Tell whether this session of a filer has not ticked the notice yet."""
    return account.filing_status == "active" and standing.redaction_at is None


def tick(account: Account, standing: Standing, *, address: str, at: datetime) -> None:
    """Keep that the holder read the notice in this session."""
    unread = ProviderSession.objects.filter(pk=standing.session_id, redaction_at=None)
    with transaction.atomic():
        if unread.update(redaction_at=at):
            trail.record(
                "center", account.number, "signon.redaction_ticked", account.number, address=address, at=at
            )
