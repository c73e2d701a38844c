"""Utilities of a court: your account, and miscellaneous."""

from django.shortcuts import render
from django.urls import path


def utilities(request):
    """List the utilities."""
    return render(
        request, "court/utilities/utilities.html", {"here": "utilities:utilities", "help_page": "utilities"}
    )


app_name = "utilities"
urlpatterns = [path("", utilities, name="utilities")] + [
    path(f"{name.replace('_', '-')}/", utilities, name=name)
    for name in ("maintain_login", "account", "client_code", "court_information", "mailings")
    + ("release_5_0", "nextgen_1_1", "verify", "transactions")
]
