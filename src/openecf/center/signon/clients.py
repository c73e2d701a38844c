"""Courts as the center's clients: registering one, and what the center may say of it."""

from datetime import datetime

from django.db import transaction
from oauth2_provider.models import Application

from openecf.audit import trail
from openecf.foundation import addresses
from openecf.foundation.references import new_token

from .models import Client


def register_court(
    court_id: str, bases: list[str] | tuple[str, ...], *, title: str = "", at: datetime
) -> str:
    """Register a court that answers at these base URLs, the first is canonical; return its new secret.

    Registering it again renews addresses and secret. The client's id is the court's id.
    """
    secret = new_token()
    with transaction.atomic():
        application = Application.objects.filter(client_id=court_id).first() or Application(
            client_id=court_id
        )
        application.name = title or court_id
        application.client_secret = secret  # stored as a hash
        application.client_type = Application.CLIENT_CONFIDENTIAL
        application.authorization_grant_type = Application.GRANT_AUTHORIZATION_CODE
        application.algorithm = Application.RS256_ALGORITHM
        application.skip_authorization = True  # courts and center are one service to the user
        application.redirect_uris = " ".join(addresses.url(base, "court.callback") for base in bases)
        application.post_logout_redirect_uris = " ".join(map(addresses.after_log_out, bases))
        application.save()
        backchannel = addresses.url(bases[0], "court.backchannel")
        Client.objects.update_or_create(
            court_id=court_id, defaults={"application": application, "backchannel_url": backchannel}
        )
        trail.record("center", "system", "signon.court_registered", court_id, at=at)
    return secret


def title_of(client_id: str) -> str:
    """Return the title of the court that asks for a sign-on, or nothing when none is registered so."""
    names = Client.objects.filter(application__client_id=client_id)
    return names.values_list("application__name", flat=True).first() or ""


def bases() -> set[str]:
    """Return the base URLs of every registered court."""
    uris = Application.objects.values_list("redirect_uris", flat=True)
    tail = addresses.url("", "court.callback")
    return {uri.removesuffix(tail) for line in uris for uri in line.split()}
