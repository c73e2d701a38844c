"""Putting search to rest where nobody searched for half a year. Filing goes on; the holder opens it again."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce

from openecf.center.accounts import statuses
from openecf.center.accounts.models import Account

from .models import UsageRecord

AFTER = timedelta(days=183)  # six months. Source: a court's notice on search status
_A_ROUND = 200  # accounts in one round of sweeping


def rest(*, at: datetime) -> int:
    """Put search of accounts to rest that nobody used for half a year; return how many."""
    since = at - AFTER
    used = UsageRecord.objects.filter(account=OuterRef("pk"), at__gt=since)
    idle = Account.objects.filter(search_status="active", holder=Account.Holder.INDIVIDUAL, court_staff=False)
    idle = idle.annotate(since=Coalesce("search_since", "upgraded_at", "made_at")).filter(since__lt=since)
    found = idle.exclude(Exists(used)).order_by("pk")[:_A_ROUND]
    return sum(statuses.put_to_rest(account, at=at) for account in found)
