"""What courts tell the center, and ask of it."""

from django.urls import path

from .standing import standing
from .usage import usage

app_name = "feeds"
urlpatterns = [
    path("usage/", usage, name="usage"),
    path("standing/", standing, name="standing"),
]
