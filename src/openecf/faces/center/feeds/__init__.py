"""What courts tell the center, and ask of it."""

from django.urls import path

from .standing import standing
from .token import token
from .usage import usage

app_name = "feeds"
urlpatterns = [
    path("usage/", usage, name="usage"),
    path("standing/", standing, name="standing"),
    path("token/", token, name="token"),
]
