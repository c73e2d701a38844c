"""The icon where browsers ask for it unbidden: it is sent on to the static file."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import path


def icon(_request):
    """Send on to the icon."""
    return redirect(static("icon.svg"))


urlpatterns = [path("favicon.ico", icon)]
