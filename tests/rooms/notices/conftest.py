import pytest

from openecf.courthouse.courts import creation
from tests import noticeboard


@pytest.fixture
def court(db, at):
    return creation.create_court("casb", stamp_id="1234567890", at=at)


@pytest.fixture
def scene(court, at):
    return noticeboard.build(court, at)


@pytest.fixture
def folder(tmp_path, settings):
    """A folder that takes the mails."""
    settings.EMAIL_URL = f"folder:{tmp_path / 'mail'}"
    return tmp_path / "mail"
