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
    description = models.CharField(max_length=80)
    criteria = models.CharField(max_length=250, blank=True)
    pages = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court_id", "receipt"], name="one_usage_a_receipt")]
        indexes = [models.Index(fields=["account", "quarter"])]
