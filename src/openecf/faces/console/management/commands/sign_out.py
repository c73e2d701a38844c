"""Sign an account, or everybody, out everywhere."""

from django.core.management.base import BaseCommand, CommandError

from openecf.center.signon import signing_out
from openecf.faces.console import installation
from openecf.foundation import clock
from openecf.foundation.refusals import Refusal


class Command(BaseCommand):
    """openecf sign_out"""

    help = "End every sign-on and token of a center account, here and in every court; `all` is everybody's."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("number", metavar="NUMBER", help="the seven digits of the account, or `all`")
        parser.add_argument("--reason", required=True, metavar="TEXT", help="why; it is kept on the trail")

    def handle(self, *, number, reason, **options):
        """Sign out; a refusal says how to mend it."""
        numbers = signing_out.numbers_signed_in() if number == "all" else [number]
        try:
            ended = sum(signing_out.sign_out(each, reason, at=clock.now()) for each in numbers)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        self.stdout.write(f"{len(numbers)} accounts are signed out, {ended} browsers.")
