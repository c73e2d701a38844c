"""Who may see which cases. Every reader of cases starts here."""

from django.db.models import QuerySet

from openecf.courthouse.people.viewer import Viewer
from openecf.foundation.refusals import NoSuchRecord

from . import numbers
from .models import Case


class NoSuchCase(NoSuchRecord):
    """There is no such case in this court. Check the number; letters after it may be left out."""

    field = "case"


def visible_cases(viewer: Viewer) -> QuerySet[Case]:
    """Return the cases this viewer may see: every case of the court."""
    return Case.objects.filter(court_id=viewer.court_id)


def case_for(viewer: Viewer, text: str) -> Case:
    """Return the case a typed number means. Raises NoSuchCase, NotACaseNumber."""
    number = numbers.parse(text)
    asked = {"year": number.year, "serial": number.serial}
    if number.kind:
        asked["kind"] = number.kind
    if case := visible_cases(viewer).select_related("court", "lead").filter(**asked).first():
        return case
    raise NoSuchCase(
        f"{number.short} is not a case number of this court. "
        "Check the number; the office, judge's letters and chapter may be left out."
    )
