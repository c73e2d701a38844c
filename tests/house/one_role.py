"""Run one role of an installation in a process of its own; the test talks to it by its output and by HTTP.

Usage: one_role.py center COURT_BASE | one_role.py court COURT_BASE SECRET; OPENECF_* say the rest.
"""

import json
import sys
from datetime import UTC, datetime
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
from django.conf import settings

FOREIGN = {
    "court": ("django.contrib.auth", "oauth2_provider", "openecf.center"),
    "center": ("openecf.courthouse",),
}


class Server(ThreadingMixIn, WSGIServer):
    """A server with a thread a request."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, *args):
        """Write nothing."""


def main(role, court_base, secret=""):
    """Set the role up, say what was found, and serve until killed."""
    django.setup()
    from django.apps import apps
    from django.core import checks
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    found = {
        "checks": [str(each) for each in checks.run_checks()],
        "foreign": [app.name for app in apps.get_app_configs() if app.name.startswith(FOREIGN[role])],
    }
    found |= center(court_base) if role == "center" else court(secret)
    from openecf.config.wsgi import application

    port = int(settings.ORIGIN.rsplit(":", 1)[1])
    server = make_server("127.0.0.1", port, application, Server, Quiet)
    found["imported"] = sorted(name for name in sys.modules if name in FOREIGN[role][-1:])
    print(json.dumps(found), flush=True)
    server.serve_forever()


def center(court_base):
    """Register the court and open an account."""
    from openecf.center.signon import clients
    from tests import accounts

    at = datetime.now(UTC)
    accounts.open_account(at=at)
    return {"secret": clients.register_court("casb", [court_base], title="A court elsewhere", at=at)}


def court(secret):
    """Create the court with the secret it got from the center."""
    from openecf.courthouse.courts import creation, secrets

    secrets.keep_client_secret(creation.create_court("casb", hosts=[], at=datetime.now(UTC)), secret)
    return {}


if __name__ == "__main__":
    main(*sys.argv[1:])
