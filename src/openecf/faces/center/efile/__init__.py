"""Maintenance: registering to file in courts, what became of it, and giving it up."""

from django.urls import path

from . import asking, looking

app_name = "efile"
urlpatterns = [
    path("register/", asking.register, name="register"),
    path("courts/", looking.courts, name="courts"),
    path("status/", looking.status, name="status"),
    path("history/", looking.history, name="history"),
    path("deactivate/", asking.withdraw, name="withdraw"),
]
