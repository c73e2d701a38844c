"""Who may see which entries, and open which documents. Every reader of the docket starts here."""

from django.db.models import QuerySet

from openecf.courthouse.cases.models import Appearance, Case
from openecf.courthouse.people.viewer import Viewer

from .models import DocketEntry


def visible_entries(viewer: Viewer, case: Case) -> QuerySet[DocketEntry]:
    """Return the entries a viewer may see: all, for a restriction hides the document and not the line."""
    return DocketEntry.objects.filter(case=case, case__court_id=viewer.court_id)


def may_open(viewer: Viewer, entry: DocketEntry) -> bool:
    """Tell whether the viewer may open the entry's documents."""
    if not entry.restricted or viewer.is_staff:
        return True
    if entry.restricted == "court" or viewer.court_user_id is None or not viewer.may_see_sealed:
        return False
    acting = Appearance.objects.filter(court_user_id=viewer.court_user_id, ended_date=None)
    return acting.filter(party__case_id=entry.case_id).exists()
