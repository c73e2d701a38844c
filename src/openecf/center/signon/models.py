"""Sign-ons at the center, and what courts are told of them."""

import uuid

from django.conf import settings
from django.db import models

from openecf.center.accounts.models import Account


class Client(models.Model):
    """A court as the center's client."""

    court_id = models.CharField(max_length=20, unique=True)
    application = models.OneToOneField(settings.OAUTH2_PROVIDER_APPLICATION_MODEL, on_delete=models.CASCADE)
    backchannel_url = models.URLField()


class ProviderSession(models.Model):
    """One browser signed in at the center."""

    sid = models.UUIDField(default=uuid.uuid4, unique=True)
    session_key = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    auth_time = models.DateTimeField()
    acr = models.CharField(max_length=10, default="aal1")  # aal1, aal2, aal2-phr
    amr = models.JSONField(default=list)
    client_code = models.CharField(max_length=32, blank=True)  # the one typed at sign-in
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class CodeUse(models.Model):
    """An authorization code handed out, so that a replay kills what its first use got."""

    code_hash = models.CharField(max_length=64, unique=True)
    session = models.ForeignKey(ProviderSession, on_delete=models.CASCADE)
    auth = models.JSONField()
    client_id = models.CharField(max_length=100)
    access_token_id = models.BigIntegerField(null=True)


class LogoutDelivery(models.Model):
    """One court to be told that a sign-on ended: a due row until the court said 200."""

    session = models.ForeignKey(ProviderSession, on_delete=models.CASCADE)
    client_id = models.CharField(max_length=100)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "client_id"], name="one_logout_a_court")]
        indexes = [models.Index(fields=["due_at"])]


class Factor(models.Model):
    """A second factor: an authenticator app with a name. The secret is sealed with the factor key."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    name = models.CharField(max_length=60)
    sealed_secret = models.CharField(max_length=300)
    last_step = models.BigIntegerField(default=0)  # the last 30-second step a code was taken for
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """A counter of failures in a row: by account and network, by account and browser, by account."""

    key = models.CharField(max_length=64, unique=True)  # SHA-256 of what is counted
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
