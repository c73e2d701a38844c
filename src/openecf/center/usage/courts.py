"""The courts this center serves: their doors, and which of them reports usage."""

from dataclasses import dataclass

from django.contrib.auth.hashers import check_password

from openecf.center.signon.models import Client
from openecf.foundation import addresses
from openecf.foundation.refusals import Refusal


class NotACourt(Refusal):
    """Only a court of this center may report usage. Send the court's client id and secret."""

    status = 401


@dataclass(frozen=True)
class Door:
    """One court: how it is called and where it is."""

    court_id: str
    title: str
    address: str


def doors() -> list[Door]:
    """Return every court that people sign in to here, by title."""
    clients = Client.objects.select_related("application").order_by("application__name", "court_id")
    return [Door(each.court_id, each.application.name, _base(each)) for each in clients]


def recognise(client_id: str, secret: str) -> str:
    """Return the id of the court with this client id and secret, the same it signs people on with.

    Raises NotACourt.
    """
    client = Client.objects.select_related("application").filter(application__client_id=client_id).first()
    if client is None or not check_password(secret, client.application.client_secret):
        raise NotACourt
    return client.court_id


def _base(client: Client) -> str:
    return client.backchannel_url.removesuffix(addresses.url("", "court.backchannel"))
