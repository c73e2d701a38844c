"""The client code: a word of the user's own that stands on each receipt from then on."""

from datetime import datetime

from django.db import transaction

from openecf.audit import trail
from openecf.foundation.refusals import Refusal

from . import roles
from .models import SignOn
from .viewer import Viewer

LONGEST = 32


class CodeRefused(Refusal):
    """A client code has at most 32 characters, and no space or comma."""

    field = "client_code"


def change(viewer: Viewer, code: str, *, at: datetime) -> None:
    """Use this client code from now on, until the viewer signs out. Raises SignInFirst, CodeRefused."""
    roles.require_signed_in(viewer)
    code = code.strip()
    if len(code) > LONGEST or any(sign.isspace() or sign == "," or not sign.isprintable() for sign in code):
        raise CodeRefused
    with transaction.atomic():
        SignOn.objects.filter(pk=viewer.sign_on_id).update(client_code=code)
        actor = viewer.account_number or viewer.username
        trail.record(viewer.court_id, actor, "people.client_code_changed", detail={"to": code}, at=at)
