"""A court's pages, section by section."""

from django.urls import include, path

from . import (
    accounts,
    agents,
    billing,
    clerk,
    documents,
    feeds,
    filing,
    help,  # noqa: A004
    home,
    linking,
    notices,
    query,
    registrations,
    reports,
    signing_on,
    staff,
    utilities,
)

urlpatterns = [
    path("", include(home)),
    path("", include(signing_on)),
    path("utilities/link/", include(linking)),
    path("utilities/billing/", include(billing)),
    path("utilities/", include(utilities)),
    path("file/", include(filing)),
    path("query/", include(query)),
    path("reports/", include(reports)),
    path("documents/", include(documents)),
    path("notices/", include(notices)),
    path("clerk/registrations/", include(registrations)),
    path("clerk/accounts/", include(accounts)),
    path("clerk/staff/", include(staff)),
    path("clerk/", include(clerk)),
    path("agents/", include(agents)),
    path("feeds/", include(feeds)),
    path("help/", include(help)),
    path("", include("openecf.faces.icon")),
    path("", include("openecf.faces.staying")),
    path("", include("openecf.faces.classic.urls")),
]
handler404 = "openecf.faces.errors.not_found"
handler500 = "openecf.faces.errors.defect"
