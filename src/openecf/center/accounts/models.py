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

    class Door(models.TextChoices):
        """By which door it was opened; it says what the holder came for, and gives no right."""

        SEARCH = "search"
        ATTORNEY = "attorney"
        NON_ATTORNEY = "nonattorney"
        FIRM = "firm"

    class Hold(models.TextChoices):
        """Why the service center looks at it before it may search."""

        NONE = ""
        DUPLICATE = "duplicate"  # name, birth date and e-mail are all those of another account
        ALIAS = "alias"  # its address has a +tag

    number = models.CharField(max_length=7, unique=True)
    subject = models.CharField(max_length=32, unique=True)
    username = models.CharField(max_length=45, unique=True)
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.UPGRADED)
    holder = models.CharField(max_length=10, choices=Holder, default=Holder.INDIVIDUAL)
    door = models.CharField(max_length=12, choices=Door, default=Door.SEARCH)
    user_type = models.CharField(max_length=30, blank=True)
    hold = models.CharField(max_length=10, choices=Hold, blank=True, default=Hold.NONE)
    prefix = models.CharField(max_length=20, blank=True)
    first_name = models.CharField(max_length=60, blank=True)
    middle_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120)  # a firm's whole name stands here
    suffix = models.CharField(max_length=20, blank=True)
    firm_name = models.CharField(max_length=120, blank=True)
    bar_number = models.CharField(max_length=30, blank=True)
    birth_date = models.DateField(null=True)  # kept for ever, for the duplicate guard; proves nothing
    street = models.CharField(max_length=120, blank=True)
    street_2 = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=30, blank=True)
    zip_code = models.CharField(max_length=12, blank=True)
    county = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=60, blank=True, default="USA")
    phone = models.CharField(max_length=30, blank=True)
    cja_panel = models.BooleanField(default=False)
    email = models.EmailField()
    billing_email = models.EmailField(blank=True)
    more_billing_emails = models.JSONField(default=list)
    notice_email = models.EmailField(blank=True)  # of e-filer notices; empty: the account's address
    notice_frequency = models.CharField(max_length=6, default="each")  # each, daily
    notice_format = models.CharField(max_length=4, default="html")  # html, text
    search_status = models.CharField(max_length=10, default="active")
    # active, waiting (token), unused (half a year without a search; its holder opens it again), inactive
    search_since = models.DateTimeField(null=True)  # when search was last opened again
    filing_status = models.CharField(max_length=10, default="none")  # none, active, inactive
    receipts_shown = models.BooleanField(default=True)
    client_code = models.CharField(max_length=32, blank=True)
    client_code_required = models.BooleanField(default=False)
    client_code_format = models.CharField(max_length=32, blank=True)  # a mask: 9 digit, A letter, * either
    payer = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="paid_for")  # a firm
    balance_cents = models.IntegerField(default=0)
    password_disabled_at = models.DateTimeField(null=True)  # 100 failures in a row; a reset opens it again
    password_changed_at = models.DateTimeField(null=True)
    password_skips = models.PositiveSmallIntegerField(default=0)  # of the prompt to change an old password
    factor_skips = models.PositiveSmallIntegerField(default=0)  # of the prompt to add a second factor
    court_staff = models.BooleanField(default=False)  # a court told us so
    policies_accepted_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    upgraded_at = models.DateTimeField(null=True)
    last_login = None

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [models.UniqueConstraint(Lower("username"), name="one_username_any_case")]
        indexes = [
            models.Index(Lower("email"), name="account_email_any_case"),
            models.Index(fields=["birth_date"], name="account_birth_date"),  # the duplicate guard looks there
        ]

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


class SecurityQuestion(models.Model):
    """A question and answer of the old kind: kept as data, never accepted as proof of anything."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    place = models.PositiveSmallIntegerField()  # 1, 2
    question = models.CharField(max_length=120)
    answer = models.CharField(max_length=256)  # hashed like a password

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "place"], name="one_question_a_place")]


class ActivationToken(models.Model):
    """The token that opens search when policy asks for it on paper; only its digest is kept."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE)
    token_hash = models.CharField(max_length=64, unique=True)
    tries = models.PositiveIntegerField(default=0)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
