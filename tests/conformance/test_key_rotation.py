"""Keys rotate without an error: what was signed before and after is understood, by old and new processes."""

from copy import deepcopy
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from oauth2_provider.settings import oauth2_settings

from openecf.center.signon import signing_keys
from openecf.foundation import addresses, keys
from tests import walking

from . import party

pytestmark = pytest.mark.django_db


@pytest.fixture
def rotated(at):
    """Rotate in the settings of this process, as a restart after `openecf rotate_keys` would."""
    with override_settings(OAUTH2_PROVIDER=_after_rotation()):
        oauth2_settings.reload()
        yield
    oauth2_settings.reload()


def _after_rotation():
    provider = deepcopy(settings.OAUTH2_PROVIDER)
    signed, (upcoming, *retired) = (
        provider["OIDC_RSA_PRIVATE_KEY"],
        provider["OIDC_RSA_PRIVATE_KEYS_INACTIVE"],
    )
    fresh = keys.new_signing_key()
    provider["OIDC_RSA_PRIVATE_KEY"] = upcoming
    provider["OIDC_RSA_PRIVATE_KEYS_INACTIVE"] = [fresh, signed, *retired]
    return provider


def test_the_next_key_is_published_before_it_signs(casb, client, request):
    published = {key["kid"] for key in party.published_keys().as_dict()["keys"]}
    request.getfixturevalue("rotated")

    token = party.id_claims(casb, client)

    assert token.header["kid"] in published
    assert token.header["kid"] == signing_keys.signing().thumbprint()


def test_a_court_that_read_the_keys_before_signs_people_on_after(casb, barbara, request):
    walking.sign_in(walking.browser())  # the court has read the old keys
    request.getfixturevalue("rotated")

    page = walking.sign_in(walking.browser())

    assert page.where == "http://localhost:8000/casb/"
    assert "Log Out" in walking.told(page)


def test_a_hint_signed_before_logs_out_after(casb, client, request):
    hint = party.tokens(casb, client)["id_token"]
    request.getfixturevalue("rotated")

    answer = client.get(
        "/cso/o/logout/",
        {
            "id_token_hint": hint,
            "post_logout_redirect_uri": addresses.after_log_out("http://localhost:8000/casb/"),
        },
    )

    assert answer.status_code == 302 and "error" in party.authorize(client, prompt="none").said


def test_rotating_moves_the_files_and_keeps_what_was(tmp_path, at):
    before = keys.load(tmp_path)

    keys.rotate(tmp_path, at=at)
    after = keys.load(tmp_path)

    assert after.oidc_key == before.oidc_other_keys[0]
    assert before.oidc_key in after.oidc_other_keys
    assert len({after.oidc_key, *after.oidc_other_keys}) == 3
    assert {path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {0o600}


def test_retired_keys_are_forgotten_when_nothing_they_signed_is_about(tmp_path, at):
    keys.load(tmp_path)
    keys.rotate(tmp_path, at=at)

    assert keys.forget_retired(tmp_path, before=at) == 0
    assert keys.forget_retired(tmp_path, before=at + timedelta(days=1)) == 1
    assert len(keys.load(tmp_path).oidc_other_keys) == 1


def test_the_command_rotates_and_says_what_to_do(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)
    before = keys.load(tmp_path / "keys")

    call_command("rotate_keys")

    assert keys.load(tmp_path / "keys").oidc_key == before.oidc_other_keys[0]
    assert "Restart" in capsys.readouterr().out
