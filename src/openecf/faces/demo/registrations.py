"""Rosa registers to file and waits for the clerk; her old account is there, its login long lost."""

from datetime import datetime, timedelta

from openecf.center.accounts import usernames
from openecf.center.standing import errands, registering
from openecf.center.standing.registering import ToRegister
from openecf.courthouse.people import bulletins
from openecf.faces import transport
from openecf.foundation import clock

from .cast import PILOT

WHO = "rosarivera"


def ask(*, at: datetime) -> str:
    """Send the registration two hours ago, and let both houses tell each other all they have."""
    told = ToRegister(
        role="attorney",
        bar_number="CA 555909",
        bar_state="CA",
        firm_name="Rivera Law Office",
        street="12 Example Court",
        city="San Diego",
        state="CA",
        zip_code="92101",
        country="USA",
        phone="619-555-0119",
        notice_email="rosa.rivera@example.org",
        remark="I filed here until 2019. I do not know the old login any more; it went to an address I lost.",
    )
    holder = usernames.holder_of(WHO)
    reference = registering.register(holder, PILOT, told, at=at - timedelta(hours=2))
    _deliver()
    return reference


def _deliver() -> None:
    """Do what the work loop would: errands to the courts, and all that courts have told of the cast."""
    http = transport.http_session()
    errands.deliver_due(http, at=clock.now())
    while bulletins.deliver_due(http, at=clock.now()):
        pass
