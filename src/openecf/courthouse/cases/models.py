"""Cases and the people in them."""

from django.db import models

from openecf.courthouse.courts.models import Court
from openecf.courthouse.people.models import CourtUser


class Case(models.Model):
    """A bankruptcy case or an adversary proceeding. `caseid` is the number old addresses use."""

    class Kind(models.TextChoices):
        """A bankruptcy case, or an adversary proceeding within one."""

        BANKRUPTCY = "bk"
        ADVERSARY = "ap"

    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    kind = models.CharField(max_length=2, choices=Kind, default=Kind.BANKRUPTCY)
    office = models.CharField(max_length=2, blank=True)
    year = models.PositiveSmallIntegerField()  # 2026
    serial = models.PositiveIntegerField()  # 1234 of 26-01234
    chapter = models.CharField(max_length=2, blank=True)
    title = models.CharField(max_length=250)  # "Jane Doe", "Ray v. Doe"
    judge = models.CharField(max_length=120, blank=True)
    judge_initials = models.CharField(max_length=5, blank=True)
    voluntary = models.BooleanField(default=True)
    assets = models.CharField(max_length=10, default="unknown")  # yes, no, unknown
    lead = models.ForeignKey("self", null=True, on_delete=models.PROTECT)  # of an adversary proceeding
    nature_of_suit = models.CharField(max_length=120, blank=True)
    demand_cents = models.BigIntegerField(null=True)
    filed_date = models.DateField()
    closed_date = models.DateField(null=True)
    disposition = models.CharField(max_length=80, blank=True)
    last_number = models.PositiveIntegerField(default=0)  # of the docket; counted by docket.entries
    last_position = models.PositiveIntegerField(default=0)
    last_claim = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "year", "serial"], name="one_case_a_number")]


class Numbering(models.Model):
    """The last serial given in a court's year, bankruptcy and adversary apart."""

    court = models.ForeignKey(Court, on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=2, choices=Case.Kind)
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["court", "year", "kind"], name="one_numbering_a_year")]


class Party(models.Model):
    """Somebody in a case in a role: Debtor, Joint Debtor, Trustee, U.S. Trustee, Creditor, Plaintiff ..."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    role = models.CharField(max_length=40)
    name = models.CharField(max_length=250)
    last_name = models.CharField(max_length=250)  # of a person; the whole name of an entity; for searches
    first_name = models.CharField(max_length=60, blank=True)
    search_last = models.CharField(max_length=250, blank=True)  # folded, for searches that begin like it
    search_first = models.CharField(max_length=60, blank=True)
    address = models.TextField(blank=True)
    email = models.EmailField(blank=True)  # a party served electronically without an attorney
    county = models.CharField(max_length=60, blank=True)
    ssn_last4 = models.CharField(max_length=4, blank=True)
    tax_id = models.CharField(max_length=12, blank=True)
    aliases = models.JSONField(default=list)
    pro_se = models.BooleanField(default=False)
    ended_date = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["search_last", "search_first"],
                name="party_by_folded_name",
                opclasses=["text_pattern_ops", "text_pattern_ops"],  # so that LIKE 'doe%' is quick everywhere
            )
        ]


class Appearance(models.Model):
    """An attorney, or a trustee for himself, who acts for a party in the case."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE)
    court_user = models.ForeignKey(CourtUser, on_delete=models.PROTECT)
    lead = models.BooleanField(default=False)
    kept_address = models.CharField(max_length=250, blank=True)  # in this case still; empty: the account's
    ended_date = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["party", "court_user"], name="one_appearance")]


class Creditor(models.Model):
    """A name on the case's list of creditors."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    name = models.CharField(max_length=250)
    address = models.TextField(blank=True)
    added_at = models.DateTimeField()


class Flag(models.Model):
    """A flag of the case, such as `Asset7` or `DebtEd`; the court's own list."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE)
    code = models.CharField(max_length=20)
    set_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
