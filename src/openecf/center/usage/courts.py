"""Which court reports: it shows the client id and secret it signs people on with."""

from django.contrib.auth.hashers import check_password

from openecf.center.signon.models import Client
from openecf.foundation.refusals import Refusal


class NotACourt(Refusal):
    """Only a court of this center may report usage. Send the court's client id and secret."""

    status = 401


def recognise(client_id: str, secret: str) -> str:
    """Return the id of the court with this client id and secret. Raises NotACourt."""
    client = Client.objects.select_related("application").filter(application__client_id=client_id).first()
    if client is None or not check_password(secret, client.application.client_secret):
        raise NotACourt
    return client.court_id
