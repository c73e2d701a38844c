"""The web sign-on page of programs that drive the real one."""

app_name = "csologin"
urlpatterns = []
