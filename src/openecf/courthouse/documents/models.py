"""Documents: the bytes that were filed, known by their SHA-256."""

from django.db import models

from openecf.courthouse.courts.models import Court


class Document(models.Model):
    """A paper that passed the checks. Its bytes never change; headers are drawn on opened copies."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    public_id = models.CharField(max_length=32, unique=True)
    digest = models.CharField(max_length=64)  # SHA-256 of the bytes, their name in the vault
    size_bytes = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField()
    filename = models.CharField(max_length=250)
    accepted_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["digest"])]
