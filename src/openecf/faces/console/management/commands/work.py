"""Do the work that is due."""

import signal
import threading

from django.core.management.base import BaseCommand

from openecf.faces.console import installation, work_loop


class Command(BaseCommand):
    """openecf work"""

    help = "Deliver notices and letters, tell courts of log-outs, report usage; until told to stop."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("--once", action="store_true", help="do what is due now, then end")

    def handle(self, *, once, **options):
        """Work until SIGTERM or SIGINT."""
        if once:
            self.stdout.write(f"{work_loop.work_once()} done")
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        work_loop.work_until(stop)
