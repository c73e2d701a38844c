"""Manage MFA settings: authenticator apps, passkeys, recovery codes."""

app_name = "factors"
urlpatterns = []
