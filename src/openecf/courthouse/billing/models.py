"""Prices shown and charges made for reading the record."""

from django.db import models

from openecf.courthouse.courts.models import Court
from openecf.courthouse.people.models import Person


class Quote(models.Model):
    """An exact price, shown before anything is charged; one quote is served at most once."""

    public_id = models.CharField(max_length=32, unique=True)
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    report = models.CharField(max_length=30)  # docket, document, claims, creditors, search, history
    request = models.JSONField()  # what was asked for, enough to serve it
    content_hash = models.CharField(max_length=64)  # of what was asked for and of its content
    description = models.CharField(max_length=80)
    criteria = models.CharField(max_length=250, blank=True)
    pages = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()
    free_because = models.CharField(max_length=20, blank=True)  # free look, opinion, court staff
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["person", "content_hash"])]


class Charge(models.Model):
    """The receipt. One quote makes one charge, however often it is sent."""

    receipt = models.CharField(max_length=20, unique=True)
    quote = models.OneToOneField(Quote, on_delete=models.PROTECT)
    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField()
    quarter = models.CharField(max_length=6)
    client_code = models.CharField(max_length=32, blank=True)
    description = models.CharField(max_length=80)
    criteria = models.CharField(max_length=250, blank=True)
    pages = models.PositiveIntegerField()
    cents = models.PositiveIntegerField()
    free_because = models.CharField(max_length=20, blank=True)  # as the quote says
    due_at = models.DateTimeField(null=True)  # usage still to be reported to the center
    tries = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["person", "quarter"]), models.Index(fields=["due_at"])]


class Meter(models.Model):
    """What the center last said of a person's quarter in all courts, for the waiver's meter."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE)
    quarter = models.CharField(max_length=6)
    cents_everywhere = models.PositiveIntegerField()
    said_at = models.DateTimeField()
