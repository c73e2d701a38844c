"""The installation's own keys, made at the first start and kept in its data folder for its owner only."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, rsa

SIGNS, NEXT, RETIRED = "oidc.pem", "oidc-next.pem", "oidc-retired-"


@dataclass(frozen=True)
class Keys:
    """Secrets of one installation; those that sign are PEM texts."""

    secret_key: str
    factor_key: str
    oidc_key: str  # signs what the center tells courts
    oidc_other_keys: tuple[str, ...]  # published too: the next one, and those retired
    stamp_key: str


def load(folder: Path) -> Keys:
    """Read the keys, making those that are missing."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Keys(
        secret_key=_kept(folder / "secret_key", lambda: secrets.token_urlsafe(48)),
        factor_key=_kept(folder / "factor_key", lambda: secrets.token_urlsafe(32)),
        oidc_key=_kept(folder / SIGNS, new_signing_key),
        oidc_other_keys=(_kept(folder / NEXT, new_signing_key), *_retired(folder)),
        stamp_key=_kept(folder / "stamp.pem", lambda: _pem(ed25519.Ed25519PrivateKey.generate())),
    )


def rotate(folder: Path, *, at: datetime) -> None:
    """Let the next key sign, retire the one that signed, and make another next one.

    Every key is published before it signs and after it was retired, so that no court meets an unknown one:
    processes started before and after the change understand each other. Retired keys go by `forget_retired`.
    """
    (folder / NEXT).touch(mode=0o600)
    upcoming, signed = (folder / NEXT).read_text() or new_signing_key(), (folder / SIGNS).read_text()
    _write(folder / f"{RETIRED}{at:%Y%m%d%H%M%S}.pem", signed)
    _write(folder / SIGNS, upcoming)
    _write(folder / NEXT, new_signing_key())


def forget_retired(folder: Path, *, before: datetime) -> int:
    """Take away keys retired before an instant, when nothing they signed is about; return how many."""
    old = [path for path in folder.glob(f"{RETIRED}*.pem") if path.stem < f"{RETIRED}{before:%Y%m%d%H%M%S}"]
    for path in old:
        path.unlink()
    return len(old)


def _retired(folder: Path) -> tuple[str, ...]:
    return tuple(path.read_text() for path in sorted(folder.glob(f"{RETIRED}*.pem"), reverse=True))


def _write(path: Path, text: str) -> None:
    """Write a file whole or not at all, for its owner only."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)


def new_signing_key() -> str:
    """Return a new key as PEM text."""
    return _pem(rsa.generate_private_key(65537, 3072))


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
