"""Writing the trail."""

from collections.abc import Mapping
from datetime import datetime

from .models import LogEntry


def record(
    site: str,
    actor: str,
    action: str,
    subject: str = "",
    *,
    detail: Mapping[str, object] | None = None,
    address: str = "",
    reference: str = "",
    at: datetime,
) -> None:
    """Write one line; call it inside the act's transaction."""
    LogEntry.objects.create(
        site=site,
        actor=actor,
        action=action,
        subject=subject,
        detail=dict(detail or {}),
        address=address,
        reference=reference,
        at=at,
    )
