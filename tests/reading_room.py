"""Readers, cases and dockets for tests of the public counter. All names are invented."""

from datetime import timedelta

from openecf.courthouse.courts import creation
from openecf.courthouse.courts.models import Court
from openecf.courthouse.people.models import CourtUser, Person, SignOn
from openecf.courthouse.people.viewer import Viewer, viewer_for
from openecf.foundation.references import digest, new_token


def court(at, court_id: str = "casb") -> Court:
    return Court.objects.filter(pk=court_id).first() or creation.create_court(court_id, at=at)


def person(court: Court, at, username: str = "pat.public", **facts) -> Person:
    known = {
        "sub": f"sub-{username}",
        "account_number": "7000001",
        "first_name": "Pat",
        "last_name": "Public",
    }
    return Person.objects.create(
        court=court, iss="test", username=username, first_seen_at=at, **known | facts
    )


def signed_on(person: Person, at, *, client_code: str = "") -> str:
    """Sign a person on with a browser of its own and return the browser's session key."""
    key = new_token()[:32]
    SignOn.objects.create(
        key_hash=digest(key),
        person=person,
        sid=f"sid-{key}",
        acr="pwd",
        auth_time=at,
        client_code=client_code,
        made_at=at,
        seen_at=at,
    )
    return key


def viewer(person: Person, at, *, client_code: str = "") -> Viewer:
    return viewer_for(
        signed_on(person, at, client_code=client_code), person.court, at=at + timedelta(seconds=1)
    )


def staff(court: Court, at, *, role: str = "clerk") -> Person:
    clerk = CourtUser.objects.create(
        court=court,
        role=role,
        state="active",
        first_name="Clark",
        last_name="Clerk",
        initials="cc",
        made_at=at,
    )
    return person(court, at, "clark", court_user=clerk)
