"""Which hash an old password is kept in, and the form in which this court can check it.

A hash that asks for too much work or memory is not taken: it would be a weapon in the hands of whoever tries.
"""

import re
from dataclasses import dataclass

from django.contrib.auth.hashers import identify_hasher

_MOST_ROUNDS = 2_000_000
_MOST_KIB, _MOST_PASSES = 256 * 1024, 10


@dataclass(frozen=True)
class Stored:
    """A hash that can be checked: what it is called, and what is kept."""

    name: str
    encoded: str


_CRYPTS = (  # how it begins, what it is called here and by people
    (r"\$1\$[./0-9A-Za-z]{0,8}\$[./0-9A-Za-z]{22}", "md5_crypt", "MD5-crypt"),
    (r"\$5\$(rounds=\d+\$)?[./0-9A-Za-z]{0,16}\$[./0-9A-Za-z]{43}", "sha256_crypt", "SHA-256-crypt"),
    (r"\$6\$(rounds=\d+\$)?[./0-9A-Za-z]{0,16}\$[./0-9A-Za-z]{86}", "sha512_crypt", "SHA-512-crypt"),
    (r"\$pbkdf2\$\d+\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{27}", "pbkdf2_crypt", "PBKDF2-SHA1"),
    (r"\$pbkdf2-sha256\$\d+\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{43}", "pbkdf2_sha256_crypt", "PBKDF2-SHA256"),
    (r"\$pbkdf2-sha512\$\d+\$[./0-9A-Za-z]+\$[./0-9A-Za-z]{86}", "pbkdf2_sha512_crypt", "PBKDF2-SHA512"),
    (r"[./0-9A-Za-z]{13}", "des_crypt", "crypt"),
)
_ARGON = re.compile(r"\$argon2(?:id|i|d)\$v=\d+\$m=(\d+),t=(\d+),p=(\d+)\$[+/0-9A-Za-z]+\$[+/0-9A-Za-z]+")
_KEPT = re.compile(r"(pbkdf2_sha256|pbkdf2_sha1)\$(\d+)\$[^$]+\$[+/=0-9A-Za-z]+")


def recognise(text: str) -> Stored | None:
    """Return a hash in the form that can be checked, or None when it can't."""
    kept = re.sub(r"^\{CRYPT\}", "", text.strip(), flags=re.IGNORECASE)
    found = _argon(kept) or _of_django(kept) or _crypt(kept)
    return found if found and len(found.encoded) <= 256 and _is_known(found.encoded) else None


def _crypt(kept: str) -> Stored | None:
    for pattern, algorithm, name in _CRYPTS:
        if re.fullmatch(pattern, kept):
            rounds = re.search(r"rounds=(\d+)|\$pbkdf2[^$]*\$(\d+)\$", kept)
            asked = int(next(filter(None, rounds.groups()))) if rounds else 0
            return Stored(name, f"{algorithm}${kept}") if asked <= _MOST_ROUNDS else None
    return None


def _argon(kept: str) -> Stored | None:
    match = _ARGON.fullmatch(kept.removeprefix("argon2"))
    if match is None:
        return None
    kib, passes, lanes = map(int, match.groups())
    fits = kib <= _MOST_KIB and passes <= _MOST_PASSES and 1 <= lanes <= 16
    return Stored("Argon2", f"argon2{match[0]}") if fits else None


def _of_django(kept: str) -> Stored | None:
    match = _KEPT.fullmatch(kept)
    if match is None or int(match[2]) > _MOST_ROUNDS:
        return None
    return Stored("PBKDF2", kept)


def _is_known(encoded: str) -> bool:
    try:
        identify_hasher(encoded)
    except ValueError:
        return False
    return True
