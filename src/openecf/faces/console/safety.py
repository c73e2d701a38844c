"""What a production installation must not do. `openecf check` refuses each with the way to mend it.

`openecf serve` does not start while one is an error.
"""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning

from openecf.foundation.refusals import Refusal

LEAST_ARGON2_KIB = 19 * 1024
LEAST_SECRET = 32  # characters


class NotSafe(Refusal):
    """This installation is not safe for production; `openecf check` says how to mend it."""


def require_safe() -> None:
    """Raise NotSafe, with each error and its cure, unless every setting is safe."""
    errors = [found for found in unsafe_settings() if found.is_serious()]
    if errors:
        told = "\n".join(f"{found.id}: {found.msg} {found.hint}" for found in errors)
        raise NotSafe(f"{told}\n{NotSafe.__doc__} To serve all the same: --unsafe.")


def unsafe_settings() -> list[CheckMessage]:
    """Return every unsafe setting, errors first."""
    return [*_clock_and_demo(), *_addresses(), *_passwords(), *_factors(), *_payments(), *_stores()]


def _clock_and_demo() -> Iterator[CheckMessage]:
    if settings.DEMO:
        yield Error(
            "This is a demonstration: anyone can read who may sign in.",
            "Unset OPENECF_DEMO.",
            id="openecf.E001",
        )
    if os.environ.get("OPENECF_CLOCK_OFFSET", "0") != "0":
        yield Error(
            "The clock was moved: filings would bear a false time.", "Start without --now.", id="openecf.E002"
        )
    if settings.DEBUG:
        yield Error("DEBUG shows the inside of the house to everybody.", "Unset it.", id="openecf.E003")


def _addresses() -> Iterator[CheckMessage]:
    if urlsplit(settings.ORIGIN).scheme != "https":
        yield Error(
            "Passwords would cross the net in the clear.",
            "Set OPENECF_ORIGIN to an https address.",
            id="openecf.E004",
        )
    if settings.ADDRESSES != "host":
        yield Error(
            "Courts and center share one origin: a script of one could read the others.",
            "Set OPENECF_ADDRESSES=host and give each site a host name.",
            id="openecf.E005",
        )
    if "*" in settings.ALLOWED_HOSTS:
        yield Error(
            "Any Host header is believed.", "List the host names in OPENECF_ALLOWED_HOSTS.", id="openecf.E006"
        )


def _passwords() -> Iterator[CheckMessage]:
    if settings.ARGON2_MEMORY_KIB < LEAST_ARGON2_KIB:
        hint = f"Set OPENECF_ARGON2_KIB to {LEAST_ARGON2_KIB} or more."
        yield Error("Passwords are hashed too cheaply.", hint, id="openecf.E007")
    for variable, value, known in (
        ("OPENECF_PASSWORDS", settings.PASSWORDS, ("nist", "pacer")),
        ("OPENECF_ACTIVATION", settings.ACTIVATION, ("email", "card_or_letter")),
    ):
        if value not in known:
            hint = f"Set {variable} to {' or '.join(known)}."
            yield Error(f"{variable} is {value}, which is nothing known here.", hint, id="openecf.E010")
    folder = settings.DATA_DIR / "keys"
    if folder.stat().st_mode & 0o077:
        yield Error(f"Others on this machine can read {folder}.", f"chmod 700 {folder}", id="openecf.E008")


def _factors() -> Iterator[CheckMessage]:
    if "center" not in settings.ROLES:
        return
    if settings.FACTORS not in ("required", "optional"):
        hint = "Set OPENECF_FACTORS to required or optional."
        yield Error(
            "Nobody could sign in: there is no such policy of second factors.", hint, id="openecf.E010"
        )
    elif settings.FACTORS == "optional":
        yield Warning(
            "Filers and court staff may sign in by password alone.",
            "Set OPENECF_FACTORS=required, or leave it out.",
            id="openecf.W002",
        )


def _payments() -> Iterator[CheckMessage]:
    if settings.PAYMENTS_URL and urlsplit(settings.PAYMENTS_URL).scheme != "https":
        yield Error(
            "Card numbers would cross the net in the clear.",
            "Set OPENECF_PAYMENTS_URL to an https address, and never to the stand-in.",
            id="openecf.E011",
        )
    if settings.PAYMENTS_URL and len(settings.PAYMENTS_SECRET) < LEAST_SECRET:
        yield Error(
            "Anybody could speak to the payment provider in our name.",
            f"Set OPENECF_PAYMENTS_SECRET to {LEAST_SECRET} random characters or more.",
            id="openecf.E012",
        )


def _stores() -> Iterator[CheckMessage]:
    if settings.EMAIL_URL.startswith("folder:"):
        yield Error(
            "Notices would go to a folder, not to people.", "Set EMAIL_URL=smtp://...", id="openecf.E009"
        )
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        yield Warning(
            "SQLite serves one process on one machine.",
            "Set DATABASE_URL=postgres://... before you add another.",
            id="openecf.W001",
        )
