"""Wires a throw-away installation for one test run; loaded as a plugin before Django reads its settings."""

import atexit
import os
import shutil
import tempfile

os.environ["OPENECF_TESTING"] = "1"
os.environ["OPENECF_DATA"] = tempfile.mkdtemp(prefix="openecf-test-")
os.environ.setdefault("OPENECF_ARGON2_KIB", "1024")
os.environ.setdefault("OPENECF_ARGON2_TIME", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")
_owner = os.getpid()


@atexit.register
def _remove():
    if os.getpid() == _owner:  # not in a forked child of a race test
        shutil.rmtree(os.environ["OPENECF_DATA"], ignore_errors=True)
