"""A court's secret at the sign-on center, kept sealed with the installation's key."""

from django.conf import settings

from openecf.foundation import sealing

from .models import Court

_PURPOSE = "court client secret"


def keep_client_secret(court: Court, secret: str) -> None:
    """Keep the secret the center gave this court when it was registered there."""
    court.client_secret = sealing.seal(secret, key=settings.FACTOR_KEY, purpose=_PURPOSE)
    Court.objects.filter(pk=court.pk).update(client_secret=court.client_secret)


def client_secret(court: Court) -> str:
    """Return the court's secret, or nothing when the court is not registered at the center yet."""
    if not court.client_secret:
        return ""
    return sealing.unseal(court.client_secret, key=settings.FACTOR_KEY, purpose=_PURPOSE)
