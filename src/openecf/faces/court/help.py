"""help pages of a court."""

from django.urls import path

app_name = "help"
urlpatterns = []
