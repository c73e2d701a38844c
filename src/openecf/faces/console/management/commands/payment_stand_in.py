"""Serve the stand-in for the payment provider."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from openecf.faces.payment_stand_in import running


class Command(BaseCommand):
    """openecf payment-stand-in"""

    help = "Serve the stand-in for the payment provider, for demonstrations and tests; it takes no money."

    def add_arguments(self, parser):
        """Declare the options."""
        parser.add_argument("--port", type=int, default=8001, help="port to serve on (8001)")
        parser.add_argument("--data", help="folder in which it remembers stored cards and payments")

    def handle(self, *, port, data, **options):
        """Serve until told to stop."""
        self.stdout.write(f"The payment stand-in is at http://localhost:{port}/  (stop with Ctrl-C)")
        self.stdout.flush()
        try:
            running.run(port, Path(data or settings.DATA_DIR), with_parent=False, environ=os.environ)
        except running.NoSecret as missing:
            raise CommandError(str(missing)) from missing
