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
    begun_at = models.DateTimeField()
    redaction_at = models.DateTimeField(
        null=True
    )  # when a filer ticked the notice of redaction responsibility
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class CodeUse(models.Model):
    """An authorization code handed out, so that a replay kills what its first use got."""

    code_hash = models.CharField(max_length=64, unique=True)
    session = models.ForeignKey(ProviderSession, on_delete=models.CASCADE)
    auth = models.JSONField()
    client_id = models.CharField(max_length=100)
    access_token_id = models.BigIntegerField(null=True)
    refresh_family = models.UUIDField(null=True)  # of clients that may refresh; courts may not


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
    """An authenticator app with a name, or a passkey. Secrets are sealed with the factor key."""

    class Kind(models.TextChoices):
        """An app makes six digits; a passkey signs a challenge."""

        APP = "app"
        PASSKEY = "passkey"

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.APP)
    public_id = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    sealed_secret = models.CharField(max_length=300, blank=True)  # apps
    last_step_web = models.BigIntegerField(default=0)  # the last 30-second step a code was taken for, by door
    last_step_api = models.BigIntegerField(default=0)
    credential_hash = models.CharField(
        max_length=64, unique=True, null=True
    )  # passkeys: of the credential id
    credential_id = models.TextField(blank=True)  # base64url
    public_key = models.TextField(blank=True)  # base64url
    sign_count = models.BigIntegerField(default=0)
    transports = models.JSONField(default=list)
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)


class RecoveryCode(models.Model):
    """One of ten codes for a lost phone: 128 random bits, hashed, good once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    code_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class Challenge(models.Model):
    """What waits for its one answer: a challenge of a passkey, or a mailed code of an enrolment."""

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    key_hash = models.CharField(max_length=64, blank=True)  # SHA-256 of the browser's session key
    asked = models.JSONField(default=dict)
    tries = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()


class Device(models.Model):
    """A browser an account was used with; a new one is told by mail."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    device_hash = models.CharField(max_length=64)  # SHA-256 of the signed cookie's id
    browser = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "device_hash"], name="one_row_a_device")]


class Token(models.Model):
    """A `NextGenCSO` token of the authentication API: 128 characters, no browser session; a digest."""

    token_hash = models.CharField(max_length=64, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    client_code = models.CharField(max_length=32, blank=True)
    may_search = models.BooleanField(default=True)
    acr = models.CharField(max_length=10, default="aal1")
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)


class ApiKey(models.Model):
    """A key of a program: scoped, expiring, with a spend limit; shown once, kept as a digest."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    public_id = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=60)
    key_hash = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(default=list)
    day_limit_cents = models.PositiveIntegerField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_from = models.CharField(max_length=45, blank=True)
    revoked_at = models.DateTimeField(null=True)


class Attempt(models.Model):
    """A counter of failures in a row: by account and network, by account and browser, by account."""

    key = models.CharField(max_length=64, unique=True)  # SHA-256 of what is counted
    failures = models.PositiveIntegerField(default=0)
    wait_until = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
