"""People for tests: old accounts come over by the act that brings them, sign-ons as the court writes them."""

from datetime import timedelta

from django.contrib.auth.hashers import make_password

from openecf.courthouse.people import conversion, invitation, viewer
from openecf.courthouse.people.models import Person, SignOn
from openecf.foundation.references import digest

ISS = "http://localhost:8000/cso/o"
PASSWORD = "Old-Secret 1!"
BARBARA = {"first_name": "BarbaraTest", "last_name": "Casb", "email": "barbara@mail.example.org"}


def old_account(court, *, at, login="bcasb", password=PASSWORD, hasher="default", **facts):
    """Bring an old filing account over; Barbara CASB unless told otherwise."""
    said = {
        "first_name": "Barbara",
        "last_name": "CASB",
        "bar_number": "CA 123321",
        "firm_name": "Casb Law",
        "email": "barbara@casblaw.example.org",
        **facts,
    }
    encoded = make_password(password, hasher=hasher) if password else ""
    return conversion.import_filer(
        court, conversion.NewFiler(login=login, encoded_password=encoded, **said), at=at
    )


def person(court, *, at, username="barbaratest", **facts):
    """Return who signed in here before under this username, or somebody new."""
    said = {
        "username": username,
        "account_number": f"7{int(digest(username)[:6], 16) % 10**6:06d}",
        "first_seen_at": at,
        **BARBARA,
        **facts,
    }
    found, _ = Person.objects.get_or_create(court=court, iss=ISS, sub=f"sub-{username}", defaults=said)
    return found


def sign_on(court, *, at, key=None, username="barbaratest", auth_time=None, **facts):
    """Sign somebody on with a session key; return the key."""
    key = key or f"key-{court.pk}-{username}"
    SignOn.objects.create(
        key_hash=digest(key),
        person=person(court, at=at, username=username, **facts),
        sid=f"sid-{key}",
        acr="1",
        auth_time=auth_time or at - timedelta(minutes=1),
        made_at=at,
        seen_at=at,
    )
    return key


def signed_in(court, *, at, **facts):
    """Sign somebody on and return the viewer."""
    return viewer.viewer_for(sign_on(court, at=at, **facts), court, at=at)


def again(seen, court, *, at, key=None):
    """Return the viewer of the same browser's next request."""
    username = seen.username
    return viewer.viewer_for(key or f"key-{court.pk}-{username}", court, at=at)


def clerk(court, *, at, username, first_name="Clark", last_name="Clerk"):
    """Invite a clerk and sign the clerk on."""
    who = invitation.Invited(
        iss=ISS,
        sub=f"sub-{username}",
        username=username,
        first_name=first_name,
        last_name=last_name,
        initials="cc",
        email=f"{username}@court.example.org",
    )
    invitation.invite(court, who, "clerk", at=at)
    return signed_in(court, at=at, username=username)
