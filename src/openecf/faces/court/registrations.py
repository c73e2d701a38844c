"""The clerk's queue of registrations and changes sent by the center."""

app_name = "registrations"
urlpatterns = []
