"""The installation's own keys, made at the first start and kept in its data folder for its owner only."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa


@dataclass(frozen=True)
class Keys:
    """Secrets of one installation; the last two are PEM texts."""

    secret_key: str
    factor_key: str
    oidc_key: str
    stamp_key: str


def load(folder: Path) -> Keys:
    """Read the keys, making those that are missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Keys(
        secret_key=_kept(folder / "secret_key", lambda: secrets.token_urlsafe(48)),
        factor_key=_kept(folder / "factor_key", lambda: secrets.token_urlsafe(32)),
        oidc_key=_kept(folder / "oidc.pem", lambda: _pem(rsa.generate_private_key(65537, 2048))),
        stamp_key=_kept(folder / "stamp.pem", lambda: _pem(ed25519.Ed25519PrivateKey.generate())),
    )


def _kept(path: Path, make) -> str:
    """Read the file, or write it once: of two processes at the first start one wins and both read its key."""
    if not path.exists():
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        draft.unlink()
    return path.read_text()


def _pem(key) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()
