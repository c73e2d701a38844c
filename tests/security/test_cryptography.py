"""Keys, seals and digests: what they are made of, and that nobody else reads or bends them."""

import stat
from datetime import timedelta

import pytest
from cryptography.fernet import InvalidToken
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher, make_password

from openecf.foundation import keys, references, sealing


@pytest.fixture
def made(tmp_path):
    """The keys of a new installation, and their folder."""
    return keys.load(tmp_path / "keys"), tmp_path / "keys"


def test_an_installation_makes_strong_keys_of_its_own(made, tmp_path):
    mine, other = made[0], keys.load(tmp_path / "other")
    signing, stamping = (load_pem_private_key(pem.encode(), None) for pem in (mine.oidc_key, mine.stamp_key))

    assert isinstance(signing, RSAPrivateKey) and signing.key_size == 3072
    assert isinstance(stamping, Ed25519PrivateKey)
    assert len(mine.secret_key) >= 64 and len(mine.factor_key) >= 43
    assert not {mine.secret_key, mine.factor_key, mine.oidc_key} & {
        other.secret_key,
        other.factor_key,
        other.oidc_key,
    }


def test_only_their_owner_reads_them(made):
    folder = made[1]

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_a_seal_is_bound_to_its_bytes_its_key_and_its_purpose():
    sealed = sealing.seal("secret", key="k", purpose="factor")
    bent = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]

    assert sealing.unseal(sealed, key="k", purpose="factor") == "secret"
    assert sealed != sealing.seal("secret", key="k", purpose="factor")  # never the same twice
    for text, key, purpose in ((bent, "k", "factor"), (sealed, "x", "factor"), (sealed, "k", "card")):
        with pytest.raises(InvalidToken):
            sealing.unseal(text, key=key, purpose=purpose)


def test_passwords_are_hashed_by_argon2id_with_a_salt_each():
    one, other = make_password("correct horse battery"), make_password("correct horse battery")

    assert identify_hasher(one).algorithm == "argon2" and "argon2id" in one
    assert one != other
    assert "PBKDF2PasswordHasher" in settings.PASSWORD_HASHERS[1]  # another is one line of the settings


def test_secrets_in_addresses_are_long_and_never_the_same():
    made = {references.new_token() for _ in range(200)} | {references.new_public_id() for _ in range(200)}

    assert len(made) == 400
    assert min(map(len, made)) >= 32  # hexadecimal signs: 128 bits
    assert len(references.digest("x")) == 64


def test_a_retired_key_is_forgotten_on_its_day(made, at):
    _, folder = made
    keys.rotate(folder, at=at)

    assert keys.forget_retired(folder, before=at - timedelta(days=1)) == 0
    assert keys.forget_retired(folder, before=at + timedelta(days=1)) == 1
