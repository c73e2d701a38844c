"""PACER LOGIN, what may be asked after it, and logging out at the center."""

from django.urls import path

from .client_codes import client_code
from .leaving import log_out, logged_out
from .login import login
from .redaction import redaction
from .updating import update_required

app_name = "signon"
urlpatterns = [
    path("login/", login, name="login"),
    path("login/redaction/", redaction, name="redaction"),
    path("login/client-code/", client_code, name="client_code"),
    path("login/password/", update_required, name="update_required"),
    path("log-out/", log_out, name="log_out"),
    path("logged-out/", logged_out, name="logged_out"),
]
