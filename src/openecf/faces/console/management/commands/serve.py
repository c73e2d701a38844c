"""Serve this installation."""

from django.core.management.base import BaseCommand

from openecf.faces.console import installation, server


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

    def handle(self, *, host, port, workers, threads, no_work, **options):
        """Serve until told to stop."""
        server.serve(host=host, port=server.port_of(port), workers=workers, threads=threads, work=not no_work)
