"""Reading what the houses left in the outbox."""

import re

from openecf.letters.models import Letter


def letters_about(words, to=None):
    """Return the letters whose subject or text has these words, in the order they were written."""
    found = (
        Letter.objects.order_by("pk") if to is None else Letter.objects.filter(recipient=to).order_by("pk")
    )
    return [each for each in found if words.lower() in f"{each.subject} {each.body}".lower()]


def links_in(letter):
    """Return the addresses in a letter, without the home page it closes with."""
    return re.findall(r"https?://\S+", letter.body)[:-1]


def path_in(letter, below="/cso/"):
    """Return the path of the last link with a token in a letter."""
    (*_, found) = [
        each for each in re.findall(r"https?://[^/\s]+(\S+)", letter.body) if re.search(r"/[\w-]{43}/$", each)
    ]
    assert found.startswith(below)
    return found


def token_in(letter):
    """Return the token of the last link in a letter."""
    return re.findall(r"/([\w-]{43})/", letter.body)[-1]
