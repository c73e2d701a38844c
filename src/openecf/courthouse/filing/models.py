"""Drafts and submissions of filers."""

from django.db import models

from openecf.courthouse.cases.models import Case
from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser


class Draft(models.Model):
    """A filing in the making; `answers` holds what the filer chose (party, prompts, free text, refers)."""

    public_id = models.CharField(max_length=32, unique=True)
    court_user = models.ForeignKey(CourtUser, on_delete=models.PROTECT)
    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    event = models.CharField(max_length=20, blank=True)
    answers = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    changed_at = models.DateTimeField()


class DraftDocument(models.Model):
    """A document of a draft: part 0 is the main one."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE)
    document = models.ForeignKey(Document, on_delete=models.PROTECT)
    part = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "part"], name="one_draft_document_a_part")]


class Submission(models.Model):
    """A draft put on the record, once: the same key gives the same entry."""

    key = models.CharField(max_length=64, unique=True)
    draft = models.OneToOneField(Draft, null=True, on_delete=models.PROTECT)
    court_user = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT)
    entry = models.OneToOneField(DocketEntry, on_delete=models.PROTECT)
    reference = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()
