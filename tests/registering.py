"""Errands of the center for tests, as a court takes them."""

from openecf.courthouse.filing import changes
from openecf.courthouse.people import registrations
from openecf.courthouse.people.models import Registration
from openecf.foundation.messages import Errand
from openecf.foundation.references import digest, new_public_id
from tests import people_cast as cast

FACTS = {
    "role": "attorney",
    "bar_number": "CA 99881",
    "first_name": "BarbaraTest",
    "last_name": "Casb",
    "firm_name": "Casb Law",
    "street": "1 Example Street",
    "city": "San Diego",
    "state": "CA",
    "zip_code": "92101",
    "country": "USA",
    "phone": "619-555-0107",
    "email": "barbara@mail.example.org",
    "notice_email": "notices@example.org",
    "notice_frequency": "each",
    "notice_format": "html",
    "remark": "",
}


def errand(court, kind="register", *, at, username="barbaratest", public_id="", reference="", **facts):
    """Make an errand of somebody, by the claims people_cast gives."""
    public_id = public_id or new_public_id()
    signs = digest(public_id)[:8].upper()
    return Errand(
        public_id=public_id,
        reference=reference or f"REG-{signs[:4]}-{signs[4:]}",
        court_id=court.pk,
        kind=kind,
        facts=FACTS | facts if kind == "register" else facts,
        who={
            "iss": cast.ISS,
            "sub": f"sub-{username}",
            "preferred_username": username,
            "account_number": "7000123",
            "given_name": "BarbaraTest",
            "family_name": "Casb",
            "email": "barbara@mail.example.org",
            "kind": "upgraded",
            "holder": "individual",
        },
        made_at=at,
    )


def take(court, kind="register", *, at, **facts):
    """Let an errand come to a court; return its row."""
    sent = errand(court, kind, at=at, **facts)
    changes.take(court, sent, at=at)
    return Registration.objects.get(errand=sent.public_id)


def mark(viewer, court, row, *, at):
    """Return what stands for the registration as the viewer reads it now."""
    return registrations.asked(viewer, court, row.reference, at=at).mark
