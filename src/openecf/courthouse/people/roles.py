"""Rights: asked inside each act, so that page, console and old address agree."""

from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import NotYours

from .viewer import Viewer


class SignInFirst(NotYours):
    """Sign in with your PACER account first."""

    status = 401


def require_signed_in(viewer: Viewer) -> None:
    """Raise SignInFirst unless somebody is signed in."""
    if not viewer.signed_in:
        raise SignInFirst


class ChooseWhomFirst(NotYours):
    """You are a filing agent. Choose whom you act for before you file."""


class AgentMayNotFile(NotYours):
    """The person you act for does not let you file. Ask that person, or change user."""


class AgentMayNotPay(NotYours):
    """The person you act for does not let you pay fees. Ask that person, or change user."""


def require_filer(viewer: Viewer) -> None:
    """Raise NotYours unless the viewer may file in this court."""
    require_signed_in(viewer)
    if viewer.is_agent and not viewer.may_file:
        raise AgentMayNotFile if viewer.acting else ChooseWhomFirst
    if not viewer.may_file:
        raise NotYours("You can search. You cannot file here until you link your CM/ECF account.")


def require_payer(viewer: Viewer) -> None:
    """Raise NotYours unless the viewer may pay for the account that owes."""
    require_signed_in(viewer)
    if not viewer.may_pay:
        raise AgentMayNotPay
    if not viewer.linked or (viewer.is_agent and not viewer.acting):
        raise ChooseWhomFirst if viewer.is_agent else NotYours


def require_staff(viewer: Viewer, court: Court | None = None) -> None:
    """Raise NotYours unless the viewer works for the court, or for this very one where an act names it."""
    require_signed_in(viewer)
    if not viewer.is_staff or (court is not None and court.pk != viewer.court_id):
        raise NotYours("This page is for the clerk's office.")
