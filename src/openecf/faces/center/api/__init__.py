"""The center's own API for programs with a key: account and usage as JSON, described by OpenAPI.

A key reads and changes nothing. What is not asked for in the description is refused, not ignored.
"""

from django.urls import path, re_path

from . import account, usage  # noqa: F401  (they add their calls to the description)
from .frame import api, missing

urlpatterns = [path("v1/", missing), path("v1/", api.urls), re_path("", missing)]
