"""Step-up: what can't be undone needs a sign-on of the last ten minutes."""

from datetime import datetime, timedelta

from openecf.foundation.refusals import NotYours

from .viewer import Viewer

LONGEST = timedelta(minutes=10)


class SignInAgain(NotYours):
    """For your safety, sign in again first: you signed in more than ten minutes ago."""

    status = 401


def is_fresh(viewer: Viewer, *, at: datetime) -> bool:
    """Tell whether the viewer signed in within the last ten minutes."""
    return viewer.auth_time is not None and at - viewer.auth_time <= LONGEST


def require_fresh(viewer: Viewer, *, at: datetime) -> None:
    """Raise SignInAgain when the sign-on is older than ten minutes."""
    if not is_fresh(viewer, at=at):
        raise SignInAgain
