"""What a court's case flags mean."""

from . import catalog
from .catalog import FlagMeaning
from .models import Court


def flags(court: Court) -> tuple[FlagMeaning, ...]:
    """Return the court's flags by code, without regard to capitals."""
    known = catalog.known(court.pk)
    return tuple(sorted(known.flags, key=lambda flag: flag.code.casefold())) if known else ()


def meaning(court: Court, code: str) -> str:
    """Return what a flag means here; a flag nobody explained means its own code."""
    return next((flag.meaning for flag in flags(court) if flag.code == code), code)
