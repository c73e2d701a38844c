"""What account holders looked at, as the courts reported it."""

from django.db import models

from openecf.center.accounts.models import Account


class UsageRecord(models.Model):
    """One receipt of one court; reported at least once, kept once."""

    court_id = models.CharField(max_length=20)
    receipt = models.CharField(max_length=20)
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    at = models.DateTimeField()
    quarter = models.CharField(max_length=6)  # 2026Q4
    client_code = models.CharField(max_length=32, blank=True)
    api_key = models.CharField(max_length=32, blank=True)  # public id of the key that spent it
    payer = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, related_name="+"
    )  # firm of that day
    description = models.CharField(max_length=80)
    criteria = models.CharField(max_length=250, blank=True)
    pages = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court_id", "receipt"], name="one_usage_a_receipt")]
        indexes = [models.Index(fields=["account", "quarter"])]


class Statement(models.Model):
    """A closed quarter of whoever pays: what was used, what was waived, what is due."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    quarter = models.CharField(max_length=6)
    used_cents = models.PositiveIntegerField()
    due_cents = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    collect_at = models.DateTimeField(null=True, db_index=True)  # when the stored card is charged for it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "quarter"], name="one_statement_a_quarter")]


class Warned(models.Model):
    """A warning sent once: 80 or 100 percent of the waiver, or of a firm's own budget, in one quarter."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    quarter = models.CharField(max_length=6)
    measure = models.CharField(max_length=10)  # waiver, budget
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "quarter", "measure", "percent"], name="warned_once")
        ]
