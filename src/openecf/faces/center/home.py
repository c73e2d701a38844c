"""The center's first page and its short help."""

from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from openecf.center.accounts import passwords
from openecf.center.usage import courts


@require_safe
def home(request):
    """Show what a PACER account is, and the doors: courts, register, upgrade, my account."""
    return render(request, "center/home/home.html", {"doors": courts.doors()})


@require_safe
def help_page(request):
    """Answer the questions people have before they are signed in."""
    return render(request, "center/home/help.html", {"password_hint": passwords.hint()})


app_name = "home"
urlpatterns = [path("", home, name="home"), path("help/", help_page, name="help")]
