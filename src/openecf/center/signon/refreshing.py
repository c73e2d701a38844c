"""Refresh tokens: courts get none; another client's last as long as the session they came from."""

from collections.abc import Iterable
from uuid import UUID

from oauth2_provider.models import RefreshToken

from .models import CodeUse


def family_of(access_token_id: int) -> UUID | None:
    """Return the family of the refresh token that was given beside an access token, if one was."""
    tokens = RefreshToken.objects.filter(access_token_id=access_token_id)
    return tokens.values_list("token_family", flat=True).first()


def code_use_of(token: RefreshToken) -> CodeUse | None:
    """Return the code a refresh token goes back to, while the session it was got in lives."""
    uses = CodeUse.objects.filter(refresh_family=token.token_family, session__ended_at=None)
    return uses.select_related("session").first()


def void(families: Iterable[UUID | None]) -> None:
    """Make every refresh token of these families, and what it got, worth nothing."""
    for family in set(families):
        RefreshToken.revoke_family(family)
