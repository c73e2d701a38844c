"""PACER LOGIN, what may be asked after it, and logging out at the center."""

from django.urls import path

from .leaving import log_out, logged_out
from .login import login
from .redaction import redaction

app_name = "signon"
urlpatterns = [
    path("login/", login, name="login"),
    path("login/redaction/", redaction, name="redaction"),
    path("log-out/", log_out, name="log_out"),
    path("logged-out/", logged_out, name="logged_out"),
]
