"""A court and a vault of its own for every test."""

from pathlib import Path

import pytest

from openecf.courthouse.courts import creation


@pytest.fixture
def vault_folder(settings, tmp_path) -> Path:
    """Keep this test's vault apart, so that a listing shows all of it."""
    settings.STORAGE_DIR = tmp_path / "vault"
    return settings.STORAGE_DIR


@pytest.fixture
def court(db, vault_folder, at):
    """The Southern District of California."""
    return creation.create_court("casb", at=at)
