"""Serve a demonstration court."""

import os
import sys

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from openecf.faces.console import installation, server
from openecf.faces.demo import programme
from openecf.faces.payment_stand_in import running
from openecf.foundation import clock


class Command(BaseCommand):
    """openecf demo"""

    help = "Migrate, seed and serve a demonstration; print who can sign in."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("--now", metavar="WHEN", help="start the demo's clock there: 2024-08-20T10:00")
        parser.add_argument("--seed-only", action="store_true", help="make the data, do not serve")

    def handle(self, *, port, seed_only, **options):
        """Make what is missing, then serve."""
        host, port = os.environ.get("OPENECF_BIND", "127.0.0.1"), server.port_of(port)
        if not seed_only:
            self._require_free(host, port)
        self._say("Preparing the database ...")
        call_command("migrate", verbosity=0)
        if not programme.is_seeded():
            self._say(
                "Building the demo by the same acts that people use: courts, accounts, cases, filings ..."
            )
            programme.seed(at=clock.now(), say=self._say)
        programme.follow_address(at=clock.now())
        if not seed_only:
            self._say(programme.who_can_sign_in(programme.cast()))
            self._say(f"Open {settings.ORIGIN}/  (stop with Ctrl-C)")
            sys.stdout.flush()
            with running.beside(settings.PAYMENTS_URL, settings.DATA_DIR):
                server.serve(host=host, port=port)

    def _require_free(self, host: str, port: int) -> None:
        try:
            server.require_free(host, port)
        except server.PortTaken as refusal:
            raise CommandError(refusal.sentence) from refusal

    def _say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()
