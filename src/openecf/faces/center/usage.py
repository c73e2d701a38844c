"""Usage: statements and transactions."""

app_name = "usage"
urlpatterns = []
