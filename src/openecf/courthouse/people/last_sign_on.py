"""When somebody was last signed on at a court before the present time: a stranger's use is noticed by it."""

from datetime import datetime

from .models import SignOn
from .viewer import Viewer


def before(viewer: Viewer) -> datetime | None:
    """Return when the viewer's sign-on before this one was made, from whichever browser."""
    present = SignOn.objects.filter(pk=viewer.sign_on_id).values("sid")
    rows = SignOn.objects.filter(person=viewer.person_id, pk__lt=viewer.sign_on_id).exclude(sid__in=present)
    return rows.order_by("-pk").values_list("made_at", flat=True).first()
