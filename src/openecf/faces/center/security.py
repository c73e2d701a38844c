"""Security: sessions, the log, and "this was not me"."""

app_name = "security"
urlpatterns = []
