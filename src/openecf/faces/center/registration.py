"""registration pages of the center."""

from django.urls import path

app_name = "registration"
urlpatterns = []
