"""Every screen's `?` opens a help page, and every help page points to what is there."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse

from openecf.faces.court.help import topics, why

FACES = Path(topics.__file__).parents[2]
SLUG = re.compile(r"[a-z0-9-]+")
ALL = [topic for group in topics.groups() for topic in group.topics]


def named_in_code():
    """Yield file and slug of each constant that is given as `help_page`."""
    for path in (FACES / "court").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            yield from ((path.name, slug) for slug in _slugs(node))


def _slugs(node):
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        return [v.value for k, v in pairs if _is(k, "help_page") and isinstance(v, ast.Constant)]
    if isinstance(node, ast.keyword) and node.arg == "help_page" and isinstance(node.value, ast.Constant):
        return [node.value.value]
    if isinstance(node, ast.Assign):
        return _assigned(node)
    return []


def _assigned(node):
    (target,) = node.targets[:1]
    if isinstance(target, ast.Name) and target.id in ("_HELP", "HELP") and isinstance(node.value, ast.Dict):
        return [value.value for value in node.value.values if isinstance(value, ast.Constant)]
    pairs = [(target, node.value)]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        pairs = zip(target.elts, node.value.elts, strict=True)
    found = [value.value for name, value in pairs if _named(name) and isinstance(value, ast.Constant)]
    return [slug for slug in found if slug]


def _is(node, word):
    return isinstance(node, ast.Constant) and node.value == word


def _named(node):
    return isinstance(node, ast.Name) and node.id == "help_page"


def named_in_templates():
    """Yield file and slug of each help page that a template links to."""
    for path in (FACES / "templates").rglob("*.html"):
        text = path.read_text()
        for slug in re.findall(r"""url ['"]help:page['"] ['"]([^'"]+)['"]""", text):
            yield path.name, slug
        for slug in re.findall(r"""with[^%]*help_page=['"]([^'"]+)['"]""", text):
            yield path.name, slug


def test_every_screen_names_a_help_page_that_is_there():
    named = {*named_in_code(), *named_in_templates()}
    known = {topic.slug for topic in ALL}

    assert len(named) > 30
    assert sorted((file, slug) for file, slug in named if slug not in known) == []


def test_every_file_of_help_is_listed_once_in_the_contents():
    files = sorted(path.stem for path in (FACES / "court" / "help" / "pages").glob("*.toml"))

    assert sorted(topic.slug for topic in ALL) == files
    assert sorted(topics._contents()["order"]) == files


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.slug)
def test_a_topic_points_to_pages_and_topics_that_are_there(topic):
    for link in topic.links:
        assert reverse(link.page, urlconf="openecf.faces.court.urls")
    assert all(other.title for other in topic.related)
    assert topic.slug not in topic.see
    assert topic.summary.endswith((".", "?"))


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.slug)
def test_a_topic_is_written_plainly(topic):
    blocks = [block for section in topic.sections for block in section.blocks]
    words = " ".join(" ".join(block.lines) for block in blocks)

    assert all(section.blocks for section in topic.sections)
    assert "invalid" not in words.lower()  # ux 2.1: never "invalid"
    assert "—" not in words
    sentences = [each for each in re.split(r"[.:;!?](?:\s|$)", words) if each.strip()]
    longest = max(len(each.split()) for each in sentences)
    assert longest <= 32, max(sentences, key=lambda each: len(each.split()))


def test_every_question_of_the_troubleshooter_has_its_help_page():
    known = {topic.slug for topic in ALL}

    assert all(question.topic in known for question in why.QUESTIONS)
