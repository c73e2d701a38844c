"""What the center asks of a court for its account holders."""

app_name = "feeds"
urlpatterns = []
