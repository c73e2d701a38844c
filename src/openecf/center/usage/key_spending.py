"""What programs spent today with each of an account's keys: the limit of a key is a limit of a day.

Days end at midnight Central time, as quarters do.
"""

from collections.abc import Iterable
from datetime import datetime, time

from django.db.models import Sum

from openecf.center.signon.keys import Key
from openecf.foundation import quarters

from .models import UsageRecord


def spent_today(keys: Iterable[Key], *, at: datetime) -> dict[str, int]:
    """Return the cents that each key spent today, by its public id; one that spent nothing is there too."""
    spent = {key.public_id: 0 for key in keys}
    local = at.astimezone(quarters.ZONE)
    midnight = datetime.combine(local.date(), time(), quarters.ZONE)
    rows = UsageRecord.objects.filter(api_key__in=spent, at__gte=midnight, at__lte=at).values_list("api_key")
    return spent | dict(rows.annotate(cents=Sum("cents")))


def left_today(key: Key, *, at: datetime) -> int | None:
    """Return the cents a key may still spend today; None when it has no limit."""
    if key.day_limit_cents is None:
        return None
    return max(0, key.day_limit_cents - spent_today([key], at=at)[key.public_id])
