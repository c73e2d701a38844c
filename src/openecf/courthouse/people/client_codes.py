"""The client code: a word of the user's own that stands on each receipt from then on.

Whether a code must be given, and in what form, the holder or the firm that pays decides at the center; a
court learns it at the sign-on.
"""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation import client_codes
from openecf.foundation.refusals import Refusal

from . import roles
from .models import SignOn
from .viewer import Viewer


class CodeRefused(Refusal):
    """A client code has at most 32 characters, and no space or comma."""

    field = "client_code"


class CodeNeeded(CodeRefused):
    """A required client code was not entered. Enter the code this charge shall show; nothing was charged."""


class CodeOfWrongForm(CodeRefused):
    """The client code does not have the form that your PACER account asks for."""


def check(viewer: Viewer, code: str) -> None:
    """Raise CodeRefused, CodeNeeded or CodeOfWrongForm unless the viewer's charges may carry this code."""
    if not client_codes.is_code(code):
        raise CodeRefused
    if not code and viewer.client_code_required:
        raise CodeNeeded
    if code and not client_codes.fits(viewer.client_code_format, code):
        raise CodeOfWrongForm(client_codes.wrong(viewer.client_code_format))


def change(viewer: Viewer, code: str, *, at: datetime) -> None:
    """Use this client code from now on, until the viewer signs out.

    Raises SignInFirst and what `check` raises.
    """
    roles.require_signed_in(viewer)
    code = code.strip()
    check(viewer, code)
    with transaction.atomic():
        SignOn.objects.filter(pk=viewer.sign_on_id).update(client_code=code)
        actor = viewer.account_number or viewer.username
        trail.record(viewer.court_id, actor, "people.client_code_changed", detail={"to": code}, at=at)


def has_rule(viewer: Viewer) -> bool:
    """Tell whether the viewer's account asks for a code, or for one of a certain form."""
    return viewer.client_code_required or bool(viewer.client_code_format)


def hint(viewer: Viewer) -> str:
    """Return the sentence under a field of a client code."""
    needed = "Your PACER account asks for one with each charge. " if viewer.client_code_required else ""
    mask = viewer.client_code_format
    form = f"Its form is {mask}: {client_codes.HOW_MASKS_WORK}." if mask else "No space and no comma."
    return f"{needed}Up to {client_codes.LONGEST} characters. {form}"
