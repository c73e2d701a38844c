"""The demo's own page at the bare origin: the doors, the cast, the mailbox and what to try."""

from django.urls import path

urlpatterns = []
