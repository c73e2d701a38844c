"""What an account is in the courts, as they told the center, and what the center asks of them."""

from django.db import models

from openecf.center.accounts.models import Account


class CourtStanding(models.Model):
    """What an account is in one court now."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    court_id = models.CharField(max_length=20)
    state = models.CharField(max_length=10)  # requested, active, refused, disabled, unlinked
    role = models.CharField(max_length=12, blank=True)
    name = models.CharField(max_length=250, blank=True)  # as the court has it
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "court_id"], name="one_standing_a_court")]


class CourtNews(models.Model):
    """One bulletin of a court about an account; reported at least once, kept once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    court_id = models.CharField(max_length=20)
    public_id = models.CharField(max_length=32)
    kind = models.CharField(max_length=30)
    sentence = models.CharField(max_length=300)
    reference = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court_id", "public_id"], name="one_row_a_bulletin")]
        indexes = [models.Index(fields=["account", "at"])]


class Errand(models.Model):
    """Something a holder asks of a court: registration to file, a new address, noticing, withdrawal."""

    class State(models.TextChoices):
        """Sent by the center, received by the court, then done or refused by it."""

        SENT = "sent"
        RECEIVED = "received"
        DONE = "done"
        REFUSED = "refused"

    public_id = models.CharField(max_length=32, unique=True)
    reference = models.CharField(max_length=20, unique=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    court_id = models.CharField(max_length=20)
    kind = models.CharField(max_length=12)  # register, person, address, noticing, withdraw
    facts = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    answer = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)  # to be delivered to the court
    tries = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"]), models.Index(fields=["account", "made_at"])]
