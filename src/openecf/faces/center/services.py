"""The authentication API: cso-auth and cso-logout."""

app_name = "services"
urlpatterns = []
