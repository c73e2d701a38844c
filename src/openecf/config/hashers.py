"""Password hashers: Argon2id at the cost of the settings, and a plain SHA-256 for 256-bit client secrets."""

import hashlib

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher, BasePasswordHasher
from django.utils.crypto import constant_time_compare


class Argon2(Argon2PasswordHasher):
    """Argon2id with memory and time from the settings (decision: m=19 MiB, t=2, p=1)."""

    time_cost = settings.ARGON2_TIME
    memory_cost = settings.ARGON2_MEMORY_KIB
    parallelism = 1


class Sha256(BasePasswordHasher):
    """For random secrets of full entropy only; a slow hash there would slow each token request."""

    algorithm = "sha256_plain"

    def encode(self, password, salt):
        """Return `sha256_plain$<hex>`; the salt is not used."""
        return f"{self.algorithm}${hashlib.sha256(password.encode()).hexdigest()}"

    def salt(self):
        """Return no salt: the secret itself is random."""
        return ""

    def verify(self, password, encoded):
        """Compare in constant time."""
        return constant_time_compare(self.encode(password, ""), encoded)

    def safe_summary(self, encoded):
        """Show only which algorithm made it."""
        return {"algorithm": self.algorithm}

    def must_update(self, encoded):
        """Never: the secret is random already."""
        return False

    def harden_runtime(self, password, encoded):
        """Nothing to even out."""
