"""Opening a reference that somebody reads out on the telephone."""

from openecf.audit import trail
from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import Refusal

from . import roles
from .viewer import Viewer


class NoSuchReference(Refusal):
    """This court has nothing under this reference. Ask for it once more, letter by letter."""

    field = "reference"


def line(viewer: Viewer, court: Court, reference: str) -> trail.Line:
    """Return the line that this court's trail has under a reference. Raises NotYours, NoSuchReference."""
    roles.require_staff(viewer)
    found = trail.line_by_reference(court.pk, reference)
    if found is None:
        raise NoSuchReference
    return found
