"""signing_on pages of a court."""

from django.urls import path

app_name = "signing_on"
urlpatterns = []
