"""What the sources must not do: found by reading them, file by file."""

import ast
import pathlib
import re

import pytest
from django.conf import settings

import openecf

HOUSE = pathlib.Path(openecf.__file__).parent
ROOT = HOUSE.parents[1]
SOURCES = sorted(path for path in HOUSE.rglob("*.py") if "migrations" not in path.parts)
TEMPLATES = sorted((HOUSE / "faces/templates").rglob("*.html"))
SCRIPTS = sorted((HOUSE / "faces/static").glob("*.js"))
MARKED_SAFE = {  # each builds from pieces that were escaped, or from signs that need no escaping
    "faces/templatetags/court.py",
    "faces/classic/sign_on.py",
    "faces/court/reports/receipts.py",
    "faces/demo/showing.py",
}
RUNS_PROGRAMS = {"foundation/pdf/inspection.py"}  # one list of words, no shell
STANDS_IN = ("faces/demo/", "faces/payment_stand_in/", "faces/console/")


def calls():
    """Yield file, name of what is called (`re.sub`), and the call."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield path.relative_to(HOUSE).as_posix(), ast.unparse(node.func), node


def imports():
    """Yield file and each module that is imported."""
    for path in SOURCES:
        where = path.relative_to(HOUSE).as_posix()
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from ((where, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield where, node.module or ""


def test_nothing_is_run_that_was_text():
    banned = {"eval", "exec", "compile", "__import__", "os.system", "os.popen"}

    assert [(where, name) for where, name, _ in calls() if name in banned] == []
    assert not [where for where, _, call in calls() if any(word.arg == "shell" for word in call.keywords)]


def test_programs_are_started_by_lists_of_words_in_known_places():
    starts = {where for where, name in imports() if name == "subprocess"}

    assert {where for where in starts if not where.startswith(STANDS_IN)} == RUNS_PROGRAMS


def test_nothing_is_read_that_could_become_any_object():
    banned = {"pickle", "marshal", "shelve", "dill", "yaml", "jsonpickle", "lxml"}

    assert [(where, name) for where, name in imports() if name.split(".")[0] in banned] == []
    parsed = [where for where, name, _ in calls() if name.startswith("ElementTree.") and "parse" in name]
    assert parsed == []  # XML from outside is read by defusedxml


def test_secrets_are_not_drawn_from_a_weak_source_nor_digested_weakly():
    assert [
        (where, name) for where, name in imports() if name == "random" and not where.startswith(STANDS_IN)
    ] == []
    weak = {"hashlib.md5", "hashlib.sha1", "hashlib.new", "uuid.uuid1"}
    assert [(where, name) for where, name, _ in calls() if name in weak] == []


def test_no_statement_to_the_database_is_pieced_together():
    found = [where for where, name, _ in calls() if name.rsplit(".", 1)[-1] in ("raw", "extra", "RawSQL")]

    assert found == []
    for where, name, call in calls():
        if name.endswith("cursor.execute") or name.endswith("cursor().execute"):
            assert not isinstance(call.args[0], ast.BinOp), where


def test_no_pattern_comes_from_a_user():
    patterns = {"re.compile", "re.match", "re.search", "re.fullmatch", "re.sub", "re.split", "re.findall"}
    made = {
        (where, ast.unparse(call.args[0]))
        for where, name, call in calls()
        if name in patterns and not isinstance(call.args[0], ast.Constant)
    }

    assert {where for where, _ in made} <= {  # words of our own data, and a table of hashes
        "faces/court/help/topics.py",
        "courthouse/people/old_hashes.py",
    }
    for path in SOURCES:
        assert not re.search(r"__i?regex\b", path.read_text()), path


def test_no_pattern_repeats_a_repetition():
    for where, name, call in calls():
        if name.startswith("re.") and call.args and isinstance(call.args[0], ast.Constant):
            assert not re.search(r"[+*]\)[+*]", str(call.args[0].value)), (where, call.args[0].value)


def test_text_is_escaped_by_the_templates_but_in_four_known_places():
    marked = {where for where, name, _ in calls() if name == "mark_safe"}

    assert marked == MARKED_SAFE
    for path in TEMPLATES:
        text = path.read_text()
        assert not re.search(r"\|\s*safe\b|autoescape off|safeseq", text), path
        text = text.replace('<script type="text/plain">', "")  # for programs that read it; runs nothing
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|javascript:", text), path


def test_no_template_is_made_of_text_somebody_typed():
    makers = {"Template", "engine.from_string", "template.Template", "from_string"}

    made = {where for where, name, _ in calls() if name in makers}

    assert not [where for where in made if not where.startswith(STANDS_IN)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_write_text_and_never_markup(path):
    text = path.read_text()

    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function", text
    )
    assert not re.search(r"__proto__|Object\.assign\(|\.prototype\b|postMessage", text)


def test_browsers_keep_only_when_a_sign_on_ends():
    kept = [line for path in SCRIPTS for line in path.read_text().splitlines() if "Storage.setItem" in line]

    assert len(kept) == 1 and "JSON.stringify(ends)" in kept[0]


def test_nothing_on_a_page_comes_from_elsewhere():
    for path in (*TEMPLATES, *SCRIPTS):
        assert not re.search(
            r'(src|href=)"?\s*=?\s*"?(https?:)?//[^"]+\.(js|css|woff2?)', path.read_text()
        ), path


def test_no_form_is_made_of_a_model():
    bases = {
        (path.relative_to(HOUSE).as_posix(), ast.unparse(base))
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef)
        for base in node.bases
    }

    assert not [
        where for where, base in bases if base.endswith(("ModelForm", "ModelSchema", "ModelSerializer"))
    ]
    assert not [
        where for where, name, call in calls() if name.endswith("objects.create") and _spreads_a_request(call)
    ]


def _spreads_a_request(call):
    """Tell whether a row is made from all a request brought."""
    spread = [ast.unparse(word.value) for word in call.keywords if word.arg is None]
    return any("request." in text or "POST" in text for text in spread)


def test_forms_without_our_token_show_another_proof():
    exempt = {
        path.relative_to(HOUSE).as_posix()
        for path in SOURCES
        if re.search(r"@.*csrf_exempt", path.read_text())
    }

    assert exempt == {
        "faces/classic/urls.py",  # reads only
        "faces/center/provider.py",  # a client's secret, or nothing that changes anything
        "faces/center/feeds/answering.py",  # a court's secret
        "faces/center/cso_auth.py",  # a password or a token
        "faces/center/csologin/steps.py",  # a signed view state of this browser
        "faces/court/signing_on.py",  # a token the center signed
        "faces/court/feeds.py",
    }


def test_every_package_is_pinned_with_its_hash():
    for name in (
        "requirements.txt",
        "requirements-dev.txt",
        "requirements-clients.txt",
        "requirements-uv.txt",
    ):
        blocks = re.split(r"\n(?=[a-zA-Z0-9])", (ROOT / name).read_text().strip())
        assert blocks and all("==" in one and "--hash=sha256:" in one for one in blocks), name
    assert '"integrity": "sha512-' in (ROOT / "package-lock.json").read_text()


def test_nothing_a_developer_needs_is_installed_in_production():
    served = (ROOT / "requirements.txt").read_text().lower()

    for name in ("pytest", "playwright", "ruff", "django-debug-toolbar", "hypothesis"):
        assert f"\n{name}==" not in served
    assert "django.contrib.admin" not in (HOUSE / "config/settings.py").read_text()


def test_logs_go_where_the_rules_say():
    writes = {
        name
        for _, name, _ in calls()
        if name.endswith("Handler") and name.startswith(("logging.", "handlers."))
    }

    assert writes == set()
    assert list(settings.LOGGING["handlers"].values()) == [
        {"class": "logging.StreamHandler", "formatter": "plain"}
    ]
    says = {where for where, name, _ in calls() if name == "print" and not where.startswith(STANDS_IN)}
    assert says == {"foundation/pdf/inspect.py"}  # the child's answer to its parent
