"""Hashes of older systems, checked but never made: they come with a court's old logins and die with the link.

The checking is libpass's. DES crypt looks at the first eight bytes of a password only, as it always did.
"""

from typing import ClassVar

from django.contrib.auth.hashers import BasePasswordHasher
from passlib.exc import PasswordSizeError, PasswordValueError
from passlib.hash import (
    des_crypt,
    md5_crypt,
    pbkdf2_sha1,
    pbkdf2_sha256,
    pbkdf2_sha512,
    sha256_crypt,
    sha512_crypt,
)


class _Old(BasePasswordHasher):
    """An older hash, kept as `name$` and then the hash as it came. It can't `encode`."""

    scheme: ClassVar = None

    def verify(self, password, encoded):
        """Check a password; what the old system could not take is wrong."""
        kept = encoded.removeprefix(f"{self.algorithm}$")
        try:
            return self.scheme.verify(password, kept)
        except (PasswordValueError, PasswordSizeError):
            return False

    def safe_summary(self, encoded):
        """Show only which algorithm made it."""
        return {"algorithm": self.algorithm}

    def must_update(self, encoded):
        """Never: the account is linked, not given a new password."""
        return False

    def harden_runtime(self, password, encoded):
        """Nothing to even out: unknown logins run some account's hash too."""


class DesCrypt(_Old):
    """Traditional crypt(3)."""

    algorithm, scheme = "des_crypt", des_crypt


class Md5Crypt(_Old):
    """`$1$`."""

    algorithm, scheme = "md5_crypt", md5_crypt


class Sha256Crypt(_Old):
    """`$5$`."""

    algorithm, scheme = "sha256_crypt", sha256_crypt


class Sha512Crypt(_Old):
    """`$6$`."""

    algorithm, scheme = "sha512_crypt", sha512_crypt


class Pbkdf2Sha1Crypt(_Old):
    """`$pbkdf2$`."""

    algorithm, scheme = "pbkdf2_crypt", pbkdf2_sha1


class Pbkdf2Sha256Crypt(_Old):
    """`$pbkdf2-sha256$`."""

    algorithm, scheme = "pbkdf2_sha256_crypt", pbkdf2_sha256


class Pbkdf2Sha512Crypt(_Old):
    """`$pbkdf2-sha512$`."""

    algorithm, scheme = "pbkdf2_sha512_crypt", pbkdf2_sha512
