"""Hearings and deadlines of cases."""

from django.db import models

from openecf.courthouse.cases.models import Case
from openecf.courthouse.docket.models import DocketEntry


class Deadline(models.Model):
    """A day by which something is due, with the rule it was computed from."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    entry = models.ForeignKey(DocketEntry, on_delete=models.PROTECT, related_name="deadlines")
    what = models.CharField(max_length=120)
    due_date = models.DateField()
    source = models.CharField(max_length=60)  # "FRBP 7012(a)", or "unverified"
    satisfied_by = models.ForeignKey(DocketEntry, null=True, on_delete=models.PROTECT, related_name="+")


class Hearing(models.Model):
    """A sitting on the calendar."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    entry = models.ForeignKey(DocketEntry, on_delete=models.PROTECT)
    what = models.CharField(max_length=120)
    at = models.DateTimeField()
    place = models.CharField(max_length=120)
    judge = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, default="set")  # set, held, vacated
