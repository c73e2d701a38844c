"""Firms that pay for their people (PACER Administrative Accounts)."""

from django.db import models
from django.db.models import Q

from openecf.center.accounts.models import Account


class FirmPolicy(models.Model):
    """What a firm decided for its members. Its client-code rule stands in its account."""

    firm = models.OneToOneField(Account, on_delete=models.CASCADE)
    budget_cents = models.PositiveIntegerField(null=True)  # a quarter, for all members together


class Membership(models.Model):
    """One account in one firm: invited by number, accepted by its holder, ended by either."""

    class State(models.TextChoices):
        """Invited, then a member or declined; a member leaves or is removed."""

        INVITED = "invited"
        MEMBER = "member"
        DECLINED = "declined"
        LEFT = "left"
        REMOVED = "removed"

    public_id = models.CharField(max_length=32, unique=True)
    firm = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    cost_center = models.CharField(max_length=32, blank=True)
    remark = models.CharField(max_length=250, blank=True)
    invited_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(state="member"), name="one_firm_a_member"),
            models.UniqueConstraint(
                fields=["firm", "member"], condition=Q(state="invited"), name="one_open_invitation"
            ),
        ]
