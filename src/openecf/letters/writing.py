"""Putting a letter in the outbox; call it inside the act's transaction."""

from datetime import datetime

from .models import Letter


def write(site: str, sender: str, recipient: str, subject: str, body: str, *, at: datetime) -> Letter:
    """Leave a plain-text letter for the work loop to send."""
    return Letter.objects.create(
        site=site, sender=sender, recipient=recipient, subject=subject, body=body, made_at=at, due_at=at
    )
