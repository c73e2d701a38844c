"""Accounts of people and firms at the service center."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower

from openecf.foundation.names import PersonName


class Account(AbstractBaseUser):
    """One PACER account. `subject` is the random name by which courts know it (OpenID Connect `sub`)."""

    class Kind(models.TextChoices):
        """Upgraded accounts may be linked; legacy ones (six characters) may only search."""

        UPGRADED = "upgraded"
        LEGACY = "legacy"

    class Holder(models.TextChoices):
        """Who holds it: a person, or a firm that pays for its people."""

        INDIVIDUAL = "individual"
        FIRM = "firm"

    number = models.CharField(max_length=7, unique=True)
    subject = models.CharField(max_length=32, unique=True)
    username = models.CharField(max_length=45, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.UPGRADED)
    holder = models.CharField(max_length=10, choices=Holder, default=Holder.INDIVIDUAL)
    first_name = models.CharField(max_length=60, blank=True)
    middle_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120)  # a firm's whole name stands here
    suffix = models.CharField(max_length=20, blank=True)
    firm_name = models.CharField(max_length=120, blank=True)
    bar_number = models.CharField(max_length=30, blank=True)
    email = models.EmailField()
    billing_email = models.EmailField(blank=True)
    search_status = models.CharField(max_length=10, default="active")  # active, inactive
    filing_status = models.CharField(max_length=10, default="none")  # none, active, inactive
    receipts_shown = models.BooleanField(default=True)
    client_code = models.CharField(max_length=32, blank=True)
    balance_cents = models.IntegerField(default=0)
    password_disabled_at = models.DateTimeField(null=True)  # 100 failures in a row; a reset opens it again
    made_at = models.DateTimeField()
    upgraded_at = models.DateTimeField(null=True)
    last_login = None

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="one_username_any_case")]
        indexes = [models.Index(Lower("email"), name="account_email_any_case")]

    @property
    def name(self) -> PersonName:
        """The holder's name in parts."""
        return PersonName(self.first_name, self.middle_name, self.last_name, self.suffix)


class MailedLink(models.Model):
    """A link sent by mail that proves an address, once: registration, reset, upgrade, new e-mail."""

    token_hash = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=20)  # register, reset, upgrade, email
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE)
    claims = models.JSONField(default=dict)  # what was typed before the address was proved
    to_hash = models.CharField(max_length=64)  # SHA-256 of the address, so that no mailbox is flooded
    network = models.CharField(max_length=45, blank=True)  # who asked, so that no network floods mailboxes
    tries = models.PositiveIntegerField(default=0)  # how often its page was sent
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to_hash", "made_at"]), models.Index(fields=["network", "made_at"])]
