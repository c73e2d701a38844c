"""The page of threats says the truth about its tests: each is there, and what is built is attacked."""

import re
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs/security/threats.md"
ROW = re.compile(r"\| (\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| ([^|]*) ?\|")
BUILT = [*range(1, 31), *range(59, 70)]


def rows():
    """Return each case by its number: abuse, what happens, tests, and what comes later."""
    found = [ROW.fullmatch(line) for line in PAGE.read_text().splitlines() if re.match(r"\| \d", line)]
    assert all(found), "a row has another shape"
    return {int(row[1]): [part.strip() for part in row.groups()[1:]] for row in found}


@cache
def names_in(path):
    """Return the tests of a file."""
    return set(re.findall(r"^def (test_\w+)", (TESTS / path).read_text(), re.M))


def named(row):
    """Return file and name of each test a row names."""
    return re.findall(r"`([\w/]+\.py)::(\w+)`", row[2])


def test_all_71_cases_stand_on_the_page():
    assert list(rows()) == list(range(1, 72))


def test_every_test_the_page_names_is_there():
    wanted = [test for row in rows().values() for test in named(row)]

    assert [f"{path}::{name}" for path, name in wanted if name not in names_in(path)] == []


@pytest.mark.parametrize("number", BUILT)
def test_what_is_built_is_attacked_by_a_test_named_for_it(number):
    row = rows()[number]

    assert any(name.startswith(f"test_abuse_{number}_") for _, name in named(row)) or row[3]


@pytest.mark.parametrize("number", sorted(set(range(1, 72)) - set(BUILT)))
def test_what_is_not_built_says_when_it_will_be(number):
    assert rows()[number][3]


def test_every_test_named_for_a_case_stands_in_its_row():
    page = {number: {name for _, name in named(row)} for number, row in rows().items()}
    there = {
        (int(number), f"test_abuse_{number}_{rest}")
        for path in TESTS.rglob("test_*.py")
        for number, rest in re.findall(r"^def test_abuse_(\d+)_(\w+)", path.read_text(), re.M)
    }

    assert sorted(name for number, name in there if name not in page[number]) == []
