"""The docket: entries and the documents that hang on them."""

from django.db import models

from openecf.courthouse.cases.models import Case
from openecf.courthouse.documents.models import Document
from openecf.courthouse.people.models import CourtUser


class DocketEntry(models.Model):
    """One entry. `position` orders the docket; `number` is null for entries without one."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT)
    position = models.PositiveIntegerField()
    number = models.PositiveIntegerField(null=True)
    event = models.CharField(max_length=20)  # key of the event dictionary
    text = models.TextField()
    filed_date = models.DateField()
    entered_at = models.DateTimeField()
    entered_by = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT)
    signature = models.CharField(max_length=60)  # "Ray, Ann" or staff initials, as it closes the text
    refers_to = models.ManyToManyField("self", symmetrical=False, related_name="referred_by")
    opinion = models.BooleanField(default=False)  # free to read, in the Written Opinions report
    restricted = models.CharField(max_length=10, blank=True)  # "", parties, court: the document, not the line

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "position"], name="one_entry_a_position"),
            models.UniqueConstraint(fields=["case", "number"], name="one_entry_a_number"),
        ]


class EntryDocument(models.Model):
    """A document of an entry: part 0 is the main one, then the attachments in their order."""

    entry = models.ForeignKey(DocketEntry, on_delete=models.PROTECT)
    document = models.ForeignKey(Document, on_delete=models.PROTECT)
    part = models.PositiveSmallIntegerField()
    description = models.CharField(max_length=120)
    doc_id = models.CharField(max_length=12, unique=True)  # old addresses: prefix, 0 or 1, serial

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "part"], name="one_document_a_part")]
