"""Rights: asked inside each act, so that page, console and old address agree."""

from openecf.foundation.refusals import NotYours

from .viewer import Viewer


class SignInFirst(NotYours):
    """Sign in with your PACER account first."""

    status = 401


def require_signed_in(viewer: Viewer) -> None:
    """Raise SignInFirst unless somebody is signed in."""
    if not viewer.signed_in:
        raise SignInFirst


def require_filer(viewer: Viewer) -> None:
    """Raise NotYours unless the viewer may file in this court."""
    require_signed_in(viewer)
    if not viewer.may_file:
        raise NotYours("You can search. You cannot file here until you link your CM/ECF account.")


def require_staff(viewer: Viewer) -> None:
    """Raise NotYours unless the viewer works for this court."""
    require_signed_in(viewer)
    if not viewer.is_staff:
        raise NotYours("This page is for the clerk's office.")
