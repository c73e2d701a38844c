"""Factors for tests: a standing, the mailed code, an app, a passkey, a set of recovery codes."""

import re

import pyotp

from openecf.center.signon import factors, passkey_adding, recovery_codes, sessions
from tests.mailbag import letters_about
from tests.soft_authenticator import SoftAuthenticator

KEY = "k" * 32
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def standing(account, *, key=KEY, at, amr=("pwd",)):
    """Sign somebody in in a browser with this key."""
    sessions.begin(account, session_key=key, replacing=key, amr=amr, at=at)
    return sessions.standing(key, at=at)


def mailed_code():
    """Return the six digits of the newest letter with a code."""
    return re.search(r"^ {4}(\d{6})$", letters_about("security code")[-1].body, re.M)[1]


def app(account, name="Phone", *, secret=SECRET, at):
    """Add an app; return a function of the instant that says what it shows."""
    factors.add_app(account, name, secret, at=at)
    return pyotp.TOTP(secret).at


def passkey(account, name="MacBook", *, key=KEY, at, device=None):
    """Add a passkey by the acts; return its soft device, and the recovery codes that came with it."""
    device = device or SoftAuthenticator()
    here = standing(account, key=key, at=at)
    token = passkey_adding.begin(account, name, standing=here, session_key=key, at=at)
    setup = passkey_adding.setup(account, token, session_key=key, at=at)
    added = passkey_adding.finish(
        account,
        token,
        mailed_code=mailed_code(),
        answer=device.make(setup.options),
        standing=here,
        session_key=key,
        at=at,
    )
    device.codes = added.codes
    return device


def codes(account, *, at):
    """Return ten new recovery codes."""
    return recovery_codes.replace_all(account, at=at)
