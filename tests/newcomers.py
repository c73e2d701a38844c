"""Registering as people do: at a door, by the mailed link, and by the two forms behind it."""

from openecf.letters.models import Letter
from tests import walking
from tests.mailbag import path_in

WORDS = "seven herons over water"
PERSON = {
    "prefix": "",
    "first_name": "Pat",
    "middle_name": "Q.",
    "last_name": "Public",
    "suffix": "",
    "birth_date": "04/28/1986",
    "user_type": "Individual",
    "firm_name": "",
    "street": "100 Example Way",
    "street_2": "",
    "city": "San Diego",
    "state": "CA",
    "zip_code": "92101",
    "county": "San Diego",
    "country": "USA",
    "phone": "619-555-0100",
}
SIGN_IN = {"username": "pat.public", "password": WORDS, "password_again": WORDS, "accepted": "on"}


def ask(client, door="search", email="pat@example.org"):
    """Send the address at a door; return the page that follows."""
    return walking.send(client, f"/cso/register/{door}/", {"email": email, "email_again": email})


def path_for(email="pat@example.org"):
    """Return the path of the latest link that was mailed to an address."""
    return path_in(Letter.objects.filter(recipient=email).order_by("-pk").first())


def register(client, door="search", email="pat@example.org", person=None, sign_in=None):
    """Go the whole way; return the page of the account that was opened."""
    ask(client, door, email)
    path = path_for(email)
    walking.send(client, path, PERSON | (person or {}) | {"although": "yes"})
    return walking.send(client, f"{path}sign-in/", SIGN_IN | (sign_in or {}))
