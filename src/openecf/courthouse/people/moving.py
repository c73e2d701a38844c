"""The center moves to another address: the same people, under its new name."""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.courthouse.courts.models import Court

from .models import Person


def follow_center(court: Court, old_iss: str, new_iss: str, *, at: datetime) -> int:
    """Keep everybody's link when the center's issuer changes; return how many people moved."""
    with transaction.atomic():
        moved = Person.objects.filter(court=court, iss=old_iss).update(iss=new_iss)
        detail = {"from": old_iss, "to": new_iss, "people": moved}
        trail.record(court.pk, "system", "people.center_moved", detail=detail, at=at)
    return moved
