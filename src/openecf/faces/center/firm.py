"""PAA maintenance: the people a firm pays for."""

app_name = "firm"
urlpatterns = []
