"""Open a court."""

from datetime import date

from django.core.management.base import BaseCommand, CommandError

from openecf.faces.console import installation, opening
from openecf.foundation import clock
from openecf.foundation.refusals import Refusal


class Command(BaseCommand):
    """openecf create_court"""

    help = "Open a court from the catalog, register it at the center, and invite its staff."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("court", metavar="ID", help="the court's name in the catalog: casb")
        parser.add_argument("--clerk", metavar="USERNAME", action="append", default=[])
        parser.add_argument("--judge", metavar="USERNAME", action="append", default=[])
        parser.add_argument("--nextgen-date", type=date.fromisoformat, metavar="2026-01-31")
        parser.add_argument("--invite-only", action="store_true", help="the court is there: only invite")

    def handle(self, *, court, clerk, judge, nextgen_date, invite_only, **options):
        """Open it, then invite; a refusal says how to mend it."""
        at = clock.now()
        try:
            if not invite_only:
                opening.open_court(court, nextgen_date=nextgen_date, at=at)
                self.stdout.write(f"{court} is open.")
            for username, role in [(name, "clerk") for name in clerk] + [(name, "judge") for name in judge]:
                opening.invite(court, username, role, at=at)
                self.stdout.write(f"{username} is {role} of {court}.")
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
