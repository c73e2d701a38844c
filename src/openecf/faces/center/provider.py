"""provider pages of the center."""

from django.urls import path


urlpatterns = []
