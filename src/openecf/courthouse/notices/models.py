"""Notices of electronic filing and their deliveries."""

from django.db import models

from openecf.courthouse.docket.models import DocketEntry
from openecf.courthouse.people.models import CourtUser, Person


class Notice(models.Model):
    """The notice of one entry."""

    entry = models.OneToOneField(DocketEntry, on_delete=models.PROTECT)
    public_id = models.CharField(max_length=32, unique=True)
    subject = models.CharField(max_length=250)
    made_at = models.DateTimeField()


class Delivery(models.Model):
    """One recipient of a notice: a due row for an e-mail address, or paper the filer must serve."""

    class State(models.TextChoices):
        """An e-mail is due until it is sent or given up; paper is the filer's to serve."""

        DUE = "due"
        SENT = "sent"
        UNDELIVERED = "undelivered"
        PAPER = "paper"

    notice = models.ForeignKey(Notice, on_delete=models.PROTECT)
    court_user = models.ForeignKey(CourtUser, null=True, on_delete=models.PROTECT)
    name = models.CharField(max_length=250)
    on_behalf_of = models.CharField(max_length=250, blank=True)  # "Debtor Jane Doe"
    email = models.EmailField(blank=True)  # empty: on paper
    postal = models.TextField(blank=True)
    format = models.CharField(max_length=4, default="html")
    frequency = models.CharField(max_length=6, default="each")  # each; daily: told in the day's summary
    look_token = models.CharField(max_length=20, blank=True)  # magic_num of the free look, digits
    state = models.CharField(max_length=12, choices=State, default=State.DUE)
    due_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    first_tried_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=250, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"]), models.Index(fields=["look_token"])]


class FreeLook(models.Model):
    """A free look that was taken: by one browser, then by one account."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT)
    browser_hash = models.CharField(max_length=64)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT)
    taken_at = models.DateTimeField()


class LookOpening(models.Model):
    """A document that was opened by a free look, where the court lets each be opened once only."""

    free_look = models.ForeignKey(FreeLook, on_delete=models.PROTECT)
    doc_id = models.CharField(max_length=12)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["free_look", "doc_id"], name="one_look_opening")]
