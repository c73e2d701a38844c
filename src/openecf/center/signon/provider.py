"""The OpenID provider's rules over django-oauth-toolkit: validator and claims."""

from oauth2_provider.oauth2_validators import OAuth2Validator


class CourtValidator(OAuth2Validator):
    """What the center tells courts, and what it takes from them."""
