"""Which court answers at an address, and where each court is to be found."""

from .models import Court


def court_by_id(court_id: str) -> Court | None:
    """Return the court, or None."""
    return Court.objects.filter(pk=court_id).first()


def all_courts() -> list[Court]:
    """Return every court of this installation, by title."""
    return list(Court.objects.order_by("title", "pk"))
