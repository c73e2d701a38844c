"""Serve this installation."""

from django.core.management.base import BaseCommand, CommandError

from openecf.faces.console import installation, safety, server
from openecf.foundation.refusals import Refusal


class Command(BaseCommand):
    """openecf serve"""

    help = "Serve the pages of this installation, with the work loop unless --no-work."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=1)
        parser.add_argument("--threads", type=int, default=4)
        parser.add_argument("--no-work", action="store_true", help="leave later work to `openecf work`")
        parser.add_argument(
            "--unsafe", action="store_true", help="serve although `openecf check` finds errors"
        )

    def handle(self, *, host, port, workers, threads, no_work, unsafe, **options):
        """Serve until told to stop; refuse to start while a setting is unsafe."""
        try:
            if not unsafe:
                safety.require_safe()
            asked = server.port_of(port)
            server.serve(host=host, port=asked, workers=workers, threads=threads, work=not no_work)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
