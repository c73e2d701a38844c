"""Every law of .importlinter holds on a plain street, and one import breaks it."""

import configparser
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).parents[2]
LAWS = ROOT / ".importlinter"
LINT = pathlib.Path(sys.executable).parent / "lint-imports"

COURT_ROOMS = (
    "courts people cases documents docket calendars claims fees billing notices filing access".split()
)
PACKAGES = [
    *"foundation audit letters questions config faces faces.center faces.court".split(),
    *"center center.accounts center.signon center.firms center.standing".split(),
    *"center.payments center.usage courthouse".split(),
    *(f"courthouse.{room}" for room in COURT_ROOMS),
]
MODULES = [
    f"courthouse.{name}"
    for name in (
        "cases.opening cases.parties cases.status cases.models docket.entries claims.entries "
        "calendars.setting billing.ledger billing.history documents.vault documents.intake "
        "documents.stamping access.viewing access.counter access.search filing.efile people.one people.other"
    ).split()
]
BREAKS = {  # law: (module that breaks it, what it imports)
    "house": ("letters.x", "openecf.center.accounts"),
    "courthouse": ("courthouse.cases.x", "openecf.courthouse.docket"),
    "center": ("center.accounts.x", "openecf.center.usage"),
    "houses": ("center.usage.x", "openecf.courthouse.courts"),
    "doors": ("faces.center.x", "openecf.faces.court"),
    "court-door": ("faces.court.x", "openecf.center.accounts"),
    "center-door": ("faces.center.x", "openecf.courthouse.courts"),
    "tables": ("faces.court.x", "openecf.courthouse.cases.models"),
    "record": ("courthouse.access.search", "openecf.courthouse.docket.entries"),
    "billing": ("courthouse.filing.efile", "openecf.courthouse.billing.ledger"),
    "vault": ("courthouse.filing.efile", "openecf.courthouse.documents.vault"),
    "provider": ("courthouse.people.x", "oauth2_provider.models"),
    "foundation": ("foundation.x", "django.db.models"),
    "circles": ("courthouse.people.one", "openecf.courthouse.people.other"),
}


def build_street(folder: pathlib.Path, extra: tuple[str, str] | None) -> None:
    """Lay a minimal street of empty rooms, with one more import when asked."""
    for name in ["", *PACKAGES]:
        place = folder.joinpath("openecf", *name.split(".")) if name else folder / "openecf"
        place.mkdir(parents=True, exist_ok=True)
        (place / "__init__.py").touch()
    for name in MODULES:
        folder.joinpath("openecf", *name.split(".")).with_suffix(".py").touch()
    other = folder / "openecf/courthouse/people/other.py"
    other.write_text("from openecf.courthouse.people import one\n")
    if extra:
        module, imported = extra
        folder.joinpath("openecf", *module.split(".")).with_suffix(".py").write_text(f"import {imported}\n")


def lint(folder: pathlib.Path, law: str) -> subprocess.CompletedProcess[str]:
    """Check one law on the street in this folder."""
    command = [LINT, "--no-logo", "--no-cache", "--config", LAWS, "--contract", law]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_every_law_has_a_break_here():
    laws = configparser.ConfigParser()
    laws.read(LAWS)

    assert {name.split(":")[2] for name in laws.sections() if ":" in name} == set(BREAKS)
    assert len(BREAKS) >= 8


@pytest.mark.parametrize("law", BREAKS)
def test_one_import_breaks_the_law(law, tmp_path):
    build_street(tmp_path, None)
    kept = lint(tmp_path, law)

    build_street(tmp_path, BREAKS[law])
    broken = lint(tmp_path, law)

    assert kept.returncode == 0, kept.stdout + kept.stderr
    assert broken.returncode != 0 and "BROKEN" in broken.stdout
