"""People at the clerk's desk: whoever signs in at casb by the form, and clerks of the court."""

from openecf.center.accounts.models import Account
from openecf.courthouse.people import invitation
from openecf.foundation import addresses, clock
from tests import walking


def signed_in(username):
    """Open an account and sign it in at casb; return the browser."""
    walking.open_account(username, at=clock.now())
    client = walking.browser()
    walking.sign_in(client, username=username)
    return client


def clerk(court, username):
    """Return the browser of a clerk of the court."""
    client = signed_in(username)
    center = Account.objects.get(username=username)
    who = invitation.Invited(
        iss=addresses.issuer(),
        sub=center.subject,
        username=username,
        first_name=username[:4].title(),
        last_name="Clerk",
    )
    invitation.invite(court, who, "clerk", at=clock.now())
    return client
