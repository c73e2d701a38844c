"""The help texts: plain data in pages/*.toml, one page for each screen, and how they are found."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent
_BLOCKS = ("text", "steps", "points")
_WEIGHTS = (("title", 8), ("keywords", 6), ("summary", 3), ("words", 1))


@dataclass(frozen=True)
class Link:
    """A link of a help page to a page of this court."""

    label: str
    page: str


@dataclass(frozen=True)
class Block:
    """Paragraphs (`text`), numbered `steps`, or `points` of a list."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of a help page: its blocks in the order in which the file gives them."""

    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Topic:
    """One help page."""

    slug: str
    title: str
    group: str
    summary: str
    keywords: tuple[str, ...]
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    see: tuple[str, ...]

    @property
    def related(self) -> list["Topic"]:
        """The topics it points to."""
        return [topic(slug) for slug in self.see]


@dataclass(frozen=True)
class Group:
    """Topics that belong together, under one heading."""

    heading: str
    topics: tuple[Topic, ...]


def topic(slug: str) -> Topic:
    """Return one topic. Raises KeyError."""
    return _topics()[slug]


def groups() -> list[Group]:
    """Return all topics by group, in the order of groups.toml."""
    every = _topics().values()
    return [Group(each, tuple(t for t in every if t.group == each)) for each in _contents()["groups"]]


def find(text: str) -> list[Topic]:
    """Return the topics that a reader's words fit, the best first; words of like meaning count as one."""
    wanted = _words(text)
    if not wanted:
        return []
    scores = {slug: _score(slug, wanted) for slug in _topics()}
    best = sorted((slug for slug in scores if scores[slug]), key=lambda slug: (-scores[slug], slug))
    return [topic(slug) for slug in best]


def _score(slug: str, wanted: frozenset[str]) -> int:
    """Count how well a topic fits; nothing unless every word is somewhere in it."""
    total = 0
    for word in wanted:
        hits = [weight for part, weight in _WEIGHTS if any(w.startswith(word) for w in _index()[slug][part])]
        if not hits:
            return 0
        total += sum(hits)
    return total


@cache
def _index() -> dict[str, dict[str, frozenset[str]]]:
    return {each.slug: _parts(each) for each in _topics().values()}


def _parts(each: Topic) -> dict[str, frozenset[str]]:
    body = " ".join(
        " ".join((s.heading, *(" ".join(block.lines) for block in s.blocks))) for s in each.sections
    )
    return {
        "title": _words(each.title),
        "keywords": _words(" ".join(each.keywords)),
        "summary": _words(each.summary),
        "words": _words(body),
    }


def _words(text: str) -> frozenset[str]:
    """Fold a text to words of meaning: `Log in` and `Sign-in` become the same."""
    plain = re.sub(r"[^a-z0-9 ]+", " ", text.casefold().replace("'", "").replace("cm/ecf", "cmecf"))
    for phrase, meaning in _phrases():
        plain = re.sub(rf"\b{phrase}\b", meaning, plain)
    return frozenset(word for word in plain.split() if word not in _contents()["empty_words"])


@cache
def _phrases() -> list[tuple[str, str]]:
    pairs = [(other, word) for word, others in _contents()["synonyms"].items() for other in others]
    return sorted(pairs, key=lambda pair: -len(pair[0]))


@cache
def _contents() -> dict:
    return tomllib.loads((_HERE / "contents.toml").read_text(encoding="utf-8"))


@cache
def _topics() -> dict[str, Topic]:
    found = (_read(path) for path in sorted((_HERE / "pages").glob("*.toml")))
    return {each.slug: each for each in sorted(found, key=lambda each: _order(each.slug))}


def _order(slug: str) -> tuple[int, str]:
    order = _contents()["order"]
    return (order.index(slug) if slug in order else len(order), slug)


def _read(path: Path) -> Topic:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return Topic(
        slug=path.stem,
        title=table["title"],
        group=table["group"],
        summary=table["summary"],
        keywords=tuple(table.get("keywords", ())),
        sections=tuple(_section(each) for each in table["section"]),
        links=tuple(Link(each["label"], each["page"]) for each in table.get("links", ())),
        see=tuple(table.get("see", ())),
    )


def _section(table: dict) -> Section:
    blocks = (Block(kind, tuple(lines)) for kind, lines in table.items() if kind in _BLOCKS)
    return Section(table.get("heading", ""), tuple(blocks))
