"""Finding a document by the opaque id that its address shows."""

from collections.abc import Iterable

from openecf.courthouse.courts.models import Court
from openecf.foundation.refusals import NoSuchRecord

from .models import Document


def document(court: Court, public_id: str) -> Document:
    """Return a document of this court. Raises NoSuchRecord. Who may see it is asked elsewhere."""
    found = Document.objects.filter(court=court, public_id=public_id).first()
    if found is None:
        raise NoSuchRecord
    return found


def documents(court: Court, public_ids: Iterable[str]) -> list[Document]:
    """Return documents of this court in the order asked for. Raises NoSuchRecord if one is missing."""
    wanted = list(public_ids)
    found = {one.public_id: one for one in Document.objects.filter(court=court, public_id__in=wanted)}
    if not found.keys() >= set(wanted):
        raise NoSuchRecord
    return [found[public_id] for public_id in wanted]
