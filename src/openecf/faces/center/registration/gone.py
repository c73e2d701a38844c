"""The page of a mailed link that no longer works."""

from django.shortcuts import render
from django.urls import reverse


def gone(request, page: str, label: str):
    """Say that a link is used up or too old, and how to get a new one."""
    context = {"again": reverse(page), "again_label": label}
    return render(request, "center/registration/link_gone.html", context, status=410)
