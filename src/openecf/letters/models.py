"""The outbox of letters: mails to account holders, filers and courts, sent by the work loop."""

from django.db import models


class Letter(models.Model):
    """One mail to one address: a due row until it is sent or given up."""

    site = models.CharField(max_length=20)  # "center" or a court's id
    sender = models.CharField(max_length=254)
    recipient = models.EmailField()
    subject = models.CharField(max_length=250)
    body = models.TextField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # null: nothing left to do
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=250, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"])]
