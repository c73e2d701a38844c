"""The web sign-on page for programs that drive the real one by its names: csologin/login.jsf.

What it gives is a token as a cookie, which counts at courts' old addresses only; never a browser's sign-on.
"""

from django.urls import path

from .steps import login

app_name = "csologin"
urlpatterns = [path("login.jsf", login, name="login")]
