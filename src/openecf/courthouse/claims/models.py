"""The claims register."""

from django.db import models

from openecf.courthouse.cases.models import Case, Creditor
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser


class Claim(models.Model):
    """A proof of claim, by its number in the case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    number = models.PositiveIntegerField()
    creditor = models.ForeignKey(Creditor, on_delete=models.PROTECT)
    status = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "number"], name="one_claim_a_number")]


class ClaimVersion(models.Model):
    """A claim as filed (version 1) or amended (2, 3 ...)."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT)
    version = models.PositiveIntegerField()
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT)
    filed_by = models.CharField(max_length=4, default="CR")  # CR creditor, DB debtor, TR trustee
    entered_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT)
    filed_date = models.DateField()
    entered_at = models.DateTimeField()
    amount_cents = models.BigIntegerField()
    secured_cents = models.BigIntegerField(default=0)
    priority_cents = models.BigIntegerField(default=0)
    description = models.CharField(max_length=250, blank=True)
    remarks = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["claim", "version"], name="one_claim_version")]
