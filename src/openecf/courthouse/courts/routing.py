"""Which court answers at an address, and where each court is to be found."""

from openecf.questions import Question

from .models import Court

_COLUMNS = [field.attname for field in Court._meta.concrete_fields]
_COURT = Question(lambda court: Court.objects.filter(pk=court).values_list(*_COLUMNS), court=str)


def court_by_id(court_id: str) -> Court | None:
    """Return the court, or None."""
    rows = _COURT.ask(court=court_id)
    return Court.from_db("default", _COLUMNS, rows[0]) if rows else None


def all_courts() -> list[Court]:
    """Return every court of this installation, by title."""
    return list(Court.objects.order_by("title", "pk"))
