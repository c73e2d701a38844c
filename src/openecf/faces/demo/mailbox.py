"""The demonstration's mailbox: every mail it sent, to anybody, as its recipient would see it."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import path

from openecf.letters import mailbox as letters

from .showing import shown

_MOST = 200


def mailbox(request):
    """List the mails, the newest first; `to` narrows them to one address."""
    _only_in_the_demo()
    wanted = request.GET.get("to", "").strip()
    found = letters.mails(wanted)
    everybody = sorted({each for mail in letters.mails() for each in mail.recipients}, key=str.casefold)
    context = {"mails": found[:_MOST], "count": len(found), "to": wanted, "everybody": everybody}
    return render(request, "demo/mailbox.html", context)


def mail(request, name):
    """Show one mail; nothing in it can run, and looking at it uses no free look up."""
    _only_in_the_demo()
    found = letters.mail(name)
    return render(request, "demo/mailbox_mail.html", {"mail": found, "body": shown(found.html)})


def _only_in_the_demo():
    if not settings.DEMO:
        raise Http404


urlpatterns = [
    path("", mailbox, name="mailbox"),
    path("<str:name>/", mail, name="mail"),
]
