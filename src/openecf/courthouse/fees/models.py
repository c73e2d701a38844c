"""Fees that filings make due."""

from django.db import models

from openecf.courthouse.cases.models import Case
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.models import CourtUser


class FeeDue(models.Model):
    """A fee somebody owes the court for an entry."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    entry = models.ForeignKey(DocketEntry, on_delete=models.PROTECT)
    owed_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT)
    description = models.CharField(max_length=120)
    cents = models.PositiveIntegerField()
    due_date = models.DateField()
    state = models.CharField(max_length=10, default="due")  # due, paid, waived
    receipt_number = models.CharField(max_length=20, blank=True)
    made_at = models.DateTimeField()
