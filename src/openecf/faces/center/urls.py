"""The center's pages, section by section."""

from django.urls import include, path

from . import (
    api,
    cso_auth,
    csologin,
    efile,
    factors,
    feeds,
    firm,
    home,
    keys,
    my_account,
    payments,
    provider,
    registration,
    security,
    signon,
    usage,
)

urlpatterns = [
    path("", include("openecf.faces.icon")),
    path("", include("openecf.faces.staying")),
    path("", include(home)),
    path("", include(signon)),
    path("", include(registration)),
    path("account/", include(my_account)),
    path("account/factors/", include(factors)),
    path("account/security/", include(security)),
    path("account/keys/", include(keys)),
    path("account/e-file/", include(efile)),
    path("account/payments/", include(payments)),
    path("account/usage/", include(usage)),
    path("account/firm/", include(firm)),
    path("services/", include(cso_auth)),
    path("api/", include(api)),
    path("csologin/", include(csologin)),
    path("feeds/", include(feeds)),
    path("o/", include((provider.urlpatterns, "oauth2_provider"))),
]
handler404 = "openecf.faces.errors.not_found"
handler500 = "openecf.faces.errors.defect"
