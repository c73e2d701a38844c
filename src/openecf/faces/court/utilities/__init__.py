"""Utilities of a court: your account, and miscellaneous."""

from django.urls import path

from . import account, court
from .verify import verify

app_name = "utilities"
urlpatterns = [
    path("", court.utilities, name="utilities"),
    path("login/", account.maintain_login, name="maintain_login"),
    path("account/", account.account, name="account"),
    path("client-code/", account.client_code, name="client_code"),
    path("transactions/", account.transactions, name="transactions"),
    path("court/", court.court_information, name="court_information"),
    path("mailings/", court.mailings, name="mailings"),
    path("mailings/<str:number>/labels/", court.labels, name="labels"),
    path("release-5-0/", court.release_5_0, name="release_5_0"),
    path("nextgen-1-1/", court.nextgen_1_1, name="nextgen_1_1"),
    path("verify/", verify, name="verify"),
]
