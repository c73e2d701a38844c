"""Inviting clerks and judges."""

app_name = "staff"
urlpatterns = []
