"""Filing agents: grants, and whom one acts for."""

app_name = "agents"
urlpatterns = []
