"""Old passwords: checked in whatever hash they came in, one hash run a try, known login or not."""

from functools import lru_cache

from django.contrib.auth.hashers import check_password, is_password_usable, make_password

from openecf.courthouse.courts.models import Court
from openecf.foundation.references import digest

from .models import CourtUser

LONGEST = 1024  # signs; nobody's password is longer, and a hash of megabytes would be a weapon


def account_proved(court: Court, login: str, password: str) -> CourtUser | None:
    """Return the account whose old login and password these are, or None; the time taken tells nothing."""
    account = account_named(court, login)
    stand_in = _stand_in(court, login)
    if account is None or not account.password or not is_password_usable(account.password):
        check_password(password[:LONGEST], stand_in)
        return None
    proved = check_password(password[:LONGEST], account.password) and len(password) <= LONGEST
    return account if proved else None


def account_named(court: Court, login: str) -> CourtUser | None:
    """Return the account with this old login: exactly as typed, else without the spaces round it."""
    if not login.strip() or "\0" in login:
        return None
    alike = CourtUser.objects.filter(court=court, login__in={login, login.strip()}).select_related("court")
    found = {account.login: account for account in alike}
    return found.get(login) or found.get(login.strip())


def mark(account: CourtUser) -> str:
    """Return what a proof remembers of the password: a change of it ends the proof."""
    return digest(account.password)


def unusable() -> str:
    """Return a stored password that nothing ever matches."""
    return make_password(None)


def _stand_in(court: Court, login: str) -> str:
    """Return some account's hash, always the same for one login: unknown logins cost what known ones do."""
    hashes = CourtUser.objects.filter(court=court, state=CourtUser.State.LEGACY, password__contains="$")
    hashes = hashes.order_by("pk").values_list("password", flat=True)
    last = CourtUser.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    place = int(digest(login)[:12], 16) % (last + 1)
    return hashes.filter(pk__gte=place).first() or hashes.first() or _nobody()


@lru_cache(maxsize=1)
def _nobody() -> str:
    return make_password("nobody has this password")
