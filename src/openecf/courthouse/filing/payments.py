"""Fees that were paid: the receipt goes on the docket, and the fee is no longer due."""

from datetime import datetime

from django.db import transaction

from openecf.courthouse.cases import numbers
from openecf.courthouse.docket import events
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.fees import dues
from openecf.foundation.references import new_token

from . import docketing
from .docketing import Filing
from .recording import Filed


def receive(entry: DocketEntry, receipt_number: str, *, at: datetime) -> Filed:
    """Take the payment of what an entry made due. Raises NothingDue."""
    paid_for = events.event(entry.event)
    with transaction.atomic():
        cents = dues.pay(entry, receipt_number)
        answers = {
            "event": paid_for.name,
            "case": numbers.display(entry.case),
            "code": f"{paid_for.category},{paid_for.code}",
            "amount": f"{cents // 100}.{cents % 100:02d}",
            "receipt": receipt_number,
            "number": str(entry.number or ""),
        }
        receipt = Filing(entry.case, events.event("fee_receipt"), None, answers=answers)
        return docketing.docket(receipt, key=new_token(), at=at)
