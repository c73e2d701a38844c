"""Step-up at the center: what can't be undone needs a sign-on of the last ten minutes."""

from datetime import datetime, timedelta

from openecf.foundation.refusals import Refusal

from .sessions import Standing

LONGEST = timedelta(minutes=10)


class SignInAgain(Refusal):
    """For your safety, sign in again first: you signed in more than ten minutes ago."""

    status = 401


def is_fresh(standing: Standing, *, at: datetime) -> bool:
    """Tell whether this browser signed in within the last ten minutes."""
    return not standing.is_older_than(LONGEST, at=at)


def require(standing: Standing, *, at: datetime) -> None:
    """Raise SignInAgain when the sign-on is older than ten minutes."""
    if not is_fresh(standing, at=at):
        raise SignInAgain
