"""Maintenance: registering to file, and what became of it."""

app_name = "efile"
urlpatterns = []
