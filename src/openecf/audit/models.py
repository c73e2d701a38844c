"""The append-only trail: one line for each act, written in the act's own transaction."""

from django.db import models


class LogEntry(models.Model):
    """One line of the trail. The database refuses to change or delete it."""

    at = models.DateTimeField()
    site = models.CharField(max_length=20)  # "center" or a court's id
    actor = models.CharField(max_length=200)  # account number, court user or "system"
    action = models.CharField(max_length=60)  # room.act, in the past tense: "people.linked"
    subject = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    address = models.CharField(max_length=45, blank=True)
    reference = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["site", "at"]),
            models.Index(fields=["reference"]),
            models.Index(fields=["site", "actor", "at"], name="audit_by_actor"),
            models.Index(fields=["site", "subject", "at"], name="audit_by_subject"),
        ]
