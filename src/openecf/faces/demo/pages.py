"""The page at the bare origin: the demo's doors, cast and mailbox; elsewhere just the list of courts."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import include, path

from openecf.faces.street import CENTER, book
from openecf.letters import mailbox

from . import factors


def front(request):
    """Show the doors of this street."""
    doors = [site for site in book.sites.values() if site.key not in (CENTER, "street")]
    context = {"courts": [_door(site) for site in doors], "center": book.sites.get(CENTER)}
    if cast := _cast():
        context |= {
            "people": [one for one in cast if one["site"] == "center"],
            "old_logins": [one for one in cast if one["site"] != "center"],
            "mails": len(mailbox.mails()),
            "case": next((one["case"] for one in cast if one["case"]), ""),
        }
    return render(request, "demo/front.html", context)


def codes(request, username):
    """Show the six-digit code of a member with a second factor, as an authenticator app would."""
    found = [one for one in _cast() if one["username"] == username and one["totp_secret"]]
    if not found:
        raise Http404
    shown = {"code": factors.code(username, request.at), "paper": factors.paper(username)}
    return render(request, "demo/code.html", {"person": found[0], **shown})


def _cast() -> list[dict]:
    """Return the demo's cast. Outside the demo there is none, and one house may be elsewhere."""
    if not settings.DEMO:
        return []
    from . import programme

    return programme.cast() if programme.is_seeded() else []


def _door(site):
    from openecf.courthouse.courts import routing

    return {"url": site.base, "court": routing.court_by_id(site.key)}


urlpatterns = [
    path("", front, name="front"),
    path("codes/<slug:username>/", codes, name="code"),
    path("mailbox/", include("openecf.faces.demo.mailbox")),
]
