"""Keys of programs."""

app_name = "keys"
urlpatterns = []
