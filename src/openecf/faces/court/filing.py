"""filing pages of a court."""

from django.urls import path

app_name = "filing"
urlpatterns = []
