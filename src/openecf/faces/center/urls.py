"""The center's pages, section by section."""

from django.urls import include, path

from . import feeds, home, my_account, provider, registration, signon

urlpatterns = [
    path("", include("openecf.faces.icon")),
    path("", include(home)),
    path("", include(signon)),
    path("", include(registration)),
    path("account/", include(my_account)),
    path("feeds/", include(feeds)),
    path("o/", include((provider.urlpatterns, "oauth2_provider"))),
]
handler404 = "openecf.faces.errors.not_found"
handler500 = "openecf.faces.errors.defect"
