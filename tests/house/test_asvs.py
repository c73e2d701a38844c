"""docs/security/asvs.md has a line for each item that applies, and every test it names is there."""

import ast
import importlib
import pathlib
import re
from datetime import timedelta

ROOT = pathlib.Path(__file__).parents[2]
PAGE = ROOT / "docs/security/asvs.md"
RULES = ROOT / "docs/security/rules.md"
ITEMS = """
1.1.1-2 1.2.1-5 1.2.9 1.2.10 1.3.1 1.3.3-7 1.3.9-12 1.5.1-3
2.1.1-3 2.2.1-3 2.3.1-4 2.3.5+ 2.4.1 2.4.2+
3.2.1-2 3.3.1-5 3.4.1-6 3.4.7+ 3.4.8+ 3.5.1-4 3.5.8+ 3.7.2 3.7.3+
4.1.1-3 4.1.4+ 4.2.1 4.2.5+
5.1.1 5.2.1-3 5.2.4+ 5.2.6+ 5.3.1-2 5.4.1-3
6.1.1-3 6.2.1-12 6.3.1-4 6.3.5+ 6.3.6+ 6.3.7+ 6.3.8+ 6.4.1-4 6.4.6+
6.5.1-5 6.5.6-8+ 6.6.2-3 6.7.2+ 6.8.1-2 6.8.4
7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.5.3+ 7.6.1-2
8.1.1-2 8.2.1-3 8.3.1 8.3.2+ 8.3.3+ 8.4.1 8.4.2+
9.1.1-3 9.2.1-4
10.1.1-2 10.2.1-3 10.3.1-4 10.4.1-6 10.4.8-11 10.4.12+ 10.4.13-16+ 10.5.1-5 10.6.1-2 10.7.1-3
11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1 11.6.1
12.1.1-3 12.2.1-2 12.3.1-5
13.1.1-3 13.2.1-6 13.3.1-2 13.3.4+ 13.4.1-6
14.1.1-2 14.2.1-5 14.2.6-8+ 14.3.1-3
15.1.1-3 15.2.1-3 15.2.5+ 15.3.1-7 15.4.1-4+
16.1.1 16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-4
"""
LINE = re.compile(r"^\| (\d+\.\d+\.\d+\+?) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
TEST = re.compile(r"`([a-z_/]+\.py)::(test_\w+)`")
CHAPTERS = {  # heading of the rules: what it must speak of
    "What input must be": "username password e-mail ZIP client case days paper amount",
    "Limits": "sign-ins network codes mailed keys body",
    "Papers": "PDF 0015 refused scanner",
    "Ways in": "passkey app lost cso-auth key link secret",
    "Sessions": "minutes hours browsers back-channel sign_out",
    "Who may do what": "role owner court fields",
    "Keys and algorithms": "secret_key factor_key oidc.pem stamp.pem RSA Ed25519 Argon2id replaced",
    "What is called, and how": "discovery usage log-outs errands provider mail database redirects",
    "What costs much": "hashes papers dockets",
    "Data": "secret personal restricted public",
    "Logs": "trail program UTC kept",
    "Components": "hash days",
}


def expected():
    """Return every item of the list, with its mark."""
    found = []
    for word in ITEMS.split():
        first, _, last = word.rstrip("+").partition("-")
        section, _, start = first.rpartition(".")
        mark = "+" if word.endswith("+") else ""
        found += [f"{section}.{number}{mark}" for number in range(int(start), int(last or start) + 1)]
    return found


def lines():
    """Return item, sense, what we do, tests of each line of the page."""
    return LINE.findall(PAGE.read_text())


def test_every_item_has_one_line_in_the_order_of_the_list():
    assert [item for item, *_ in lines()] == expected()


def test_every_line_names_a_test_or_says_what_is_missing():
    for item, _, done, tests in lines():
        assert TEST.search(tests) or "not yet: " in done.lower(), item
        if "not yet: " in done.lower():
            assert "part" in done or "operator" in done or "owner" in done or len(done) > 40, item


def test_the_items_are_counted_rightly():
    done = [done for _, _, done, _ in lines()]
    lacking = sum("ot yet: " in one for one in done)
    whole = sum(one.startswith("Not yet: ") for one in done)
    counted = re.findall(r"\d+", re.search(r"^Of \d+ items.*$", PAGE.read_text(), re.MULTILINE)[0])

    assert counted == [str(number) for number in (len(done), len(done) - lacking, lacking - whole, whole)]


def test_every_test_named_is_there():
    known = {}
    for item, _, _, tests in lines():
        for file, name in TEST.findall(tests):
            path = ROOT / "tests" / file
            assert path.exists(), (item, file)
            if file not in known:
                tree = ast.parse(path.read_text())
                known[file] = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
            assert name in known[file], (item, file, name)


def test_the_rules_say_what_they_are_asked_for():
    parts = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", RULES.read_text(), re.MULTILINE | re.DOTALL))

    assert list(parts) == list(CHAPTERS)
    for heading, words in CHAPTERS.items():
        missing = [word for word in words.split() if word.lower() not in parts[heading].lower()]
        assert missing == [], heading


def test_links_of_the_pages_lead_somewhere():
    headings = re.findall(r"^## (.+)$", RULES.read_text(), re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for page in (PAGE, RULES):
        for target in re.findall(r"\]\(([^)]+)\)", page.read_text()):
            path, _, anchor = target.partition("#")
            assert (page.parent / path).exists(), target
            assert not anchor or anchor in anchors, target


def bold(heading, words):
    """Return the bold numbers of the line of the rules that begins so."""
    part = RULES.read_text().split(f"## {heading}")[1].split("\n## ")[0]
    line = next(one for one in part.splitlines() if words in one)
    return [int(number.replace(",", "")) for number in re.findall(r"\*\*([\d,]+)\*\*", line)]


def value(name):
    """Return a constant of the house by its dotted name."""
    module, _, constant = name.rpartition(".")
    return getattr(importlib.import_module(f"openecf.{module}"), constant)


def test_the_numbers_of_the_rules_are_those_of_the_code(settings):
    minute = timedelta(minutes=1)
    limits, sessions = "Limits", "Sessions"

    longest = value("foundation.throttle.LONGEST") // minute
    assert bold(limits, "failed sign-ins before a wait") == [
        value("foundation.throttle.FREE_FAILURES"),
        longest,
    ]
    assert bold(limits, "whatever the names") == [value("center.signon.attempts._FREE_FOR_A_NETWORK")]
    assert bold(limits, "turn the password off") == [value("center.signon.attempts.MOST_FAILURES")]
    policy = value("center.signon.factor_policy.LIMITS")
    assert bold(limits, "wrong codes of a second") == [policy["wrong_codes"], policy["wait_minutes"]]
    codes = value("center.signon.mailed_codes.MOST_TRIES"), value("center.signon.mailed_codes.MOST_MAILS")
    lasts = value("center.signon.challenges.LASTS") // minute
    assert bold(limits, "| mailed code |") == [codes[0], lasts, codes[1]]
    links = ("MOST_TO_A_MAILBOX", "MOST_FROM_A_NETWORK", "MOST_TRIES")
    assert bold(limits, "| mailed links |") == [value(f"center.accounts.links.{name}") for name in links]
    letters = ("_MOST_OF_ONE", "_MOST_A_DAY")
    told = [value(f"courthouse.people.reminders.{name}") for name in letters]
    assert bold(limits, "letters about one old login") == told
    assert bold(limits, "keys of one account") == [value("center.signon.keys.MOST")]
    assert bold(limits, "rows in a PDF") == [value("center.usage.printing.MOST_ROWS")]
    assert bold(limits, "request body") == [settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2]
    check = value("foundation.pdf.inspection.LIMITS")
    assert bold(limits, "one paper's check") == [check.cpu_seconds, check.memory_bytes // 1024**2]

    idle, total = value("center.signon.sessions.IDLE"), value("center.signon.sessions.LONGEST")
    assert (idle, total) == (
        value("courthouse.people.viewer.IDLE"),
        value("courthouse.people.viewer.LONGEST"),
    )
    assert bold(sessions, "minutes without use") == [idle // minute, total // (60 * minute)]
    fresh = value("center.signon.freshness.LONGEST") // minute
    assert f"the last **{fresh}** minutes" in RULES.read_text()
