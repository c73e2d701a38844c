"""Release an account that is held."""

from django.core.management.base import BaseCommand, CommandError

from openecf.center.accounts import holds
from openecf.faces.console import installation
from openecf.foundation import clock
from openecf.foundation.refusals import Refusal


class Command(BaseCommand):
    """openecf release"""

    help = "Release a center account that is held for review; its holder gets a mail."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("number", metavar="NUMBER", help="the seven digits of the account")
        parser.add_argument("--reason", required=True, metavar="TEXT", help="why; it is kept on the trail")

    def handle(self, *, number, reason, **options):
        """Release it; a refusal says how to mend it."""
        try:
            status = holds.release(number, reason, at=clock.now())
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{number} is released. {holds.SENTENCES[status]}")
