"""Build the list of common passwords: Django's, and the patterns people make of common words. Run by hand.

    .venv/bin/python tools/build_blocklist.py

The same Django gives the same file, byte for byte.
"""

import gzip
import itertools
from collections.abc import Iterator
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator

from openecf.center.accounts import blocklist

YEARS = [str(year) for year in range(1950, 2031)]
PLACE = (
    "pacer cmecf ecf court courts uscourts bankruptcy attorney lawyer lawfirm filing docket judge clerk "
    "trustee casb nextgen justice legal counsel esquire creditor debtor chapter7 chapter11 chapter13"
).split()
SEASONS = (
    "spring summer autumn fall winter january february march april may june july august september october "
    "november december monday tuesday wednesday thursday friday saturday sunday"
).split()
TAILS = ["1", "12", "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890"]
TAILS += [
    "!",
    "1!",
    "12!",
    "123!",
    "1234!",
    "12345!",
    "123456!",
    "@1",
    "@12",
    "@123",
    "@1234",
    "#1",
    "!!",
    "!!!",
]
TAILS += [
    "01",
    "007",
    "00",
    "000",
    "0000",
    "11",
    "111",
    "1111",
    "69",
    "77",
    "777",
    "88",
    "99",
    "2000",
    "321",
    "4321",
]
TAILS += ["1q2w3e4r", "qwerty", "password", "abc123", "1a2b3c", "asdf", "xyz", "admin", "login"]
ROWS = [
    "1234567890",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "abcdefghijklmnopqrstuvwxyz",
    "!@#$%^&*()",
    "0123456789",
]
COLUMNS = ["1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/"]
SHORTEST, LONGEST = 12, 24  # of what is made here: shorter ones the policies refuse anyway


def words() -> Iterator[str]:
    """Give every password of the list."""
    common = ordered()
    yield from common
    yield from PLACE
    letters = [word for word in common if word.isalpha() and len(word) >= 4]
    bases = list(dict.fromkeys(PLACE + SEASONS + letters[:3500]))
    made = itertools.chain(
        tailed(bases), dated(PLACE + SEASONS + letters[:250]), pairs(letters[:180]), walks()
    )
    yield from (word for word in made if SHORTEST <= len(word) <= LONGEST)


def ordered() -> list[str]:
    """Return Django's list, commonest first."""
    with gzip.open(CommonPasswordValidator().DEFAULT_PASSWORD_LIST_PATH, "rt") as lines:
        return [line.strip().lower() for line in lines]


def tailed(bases: list[str]) -> Iterator[str]:
    """Give words with what people put behind them, and two things behind them."""
    for word, tail in itertools.product(bases, TAILS):
        yield word + tail


def dated(bases: list[str]) -> Iterator[str]:
    """Give words with a year, and a sign before or after it."""
    for word, year in itertools.product(bases, YEARS):
        for pattern in ("{0}{1}", "{0}{1}!", "{0}@{1}", "{0}-{1}", "{0}#{1}"):
            yield pattern.format(word, year)


def pairs(bases: list[str]) -> Iterator[str]:
    """Give two common words side by side, with the commonest ends."""
    for one, other in itertools.product(bases, bases):
        yield one + other
        yield f"{one} {other}"
        yield f"{one}{other}1"


def walks() -> Iterator[str]:
    """Give walks over the keyboard, there and back."""
    for row in ROWS:
        for way in (row, row[::-1]):
            there_and_back = way + way[::-1][1:]
            for begin, length in itertools.product(range(len(way)), range(SHORTEST, LONGEST + 1)):
                yield (way * 4)[begin : begin + length]
                yield (there_and_back * 4)[begin : begin + length]
    for way in (COLUMNS, COLUMNS[::-1], [column[::-1] for column in COLUMNS]):
        for begin, count in itertools.product(range(len(way)), range(3, 7)):
            yield "".join((way * 2)[begin : begin + count])
    for one, other in itertools.product(ROWS, ROWS):
        for length in range(3, 11):
            yield one[:length] + other[:length]
            yield "".join(itertools.chain.from_iterable(zip(one[:length], other[:length], strict=False)))


def main() -> None:
    """Write the file and say how long the list is."""
    marks = sorted({blocklist.mark(word) for word in words()})
    Path(blocklist.FILE).write_bytes(b"".join(marks))
    print(f"{len(marks)} passwords, {len(marks) * blocklist.WIDTH} bytes")


if __name__ == "__main__":
    main()
