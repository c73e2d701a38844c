"""Rotate the keys the center signs with."""

from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand

from openecf.faces.console import installation
from openecf.foundation import clock, keys

KEPT = timedelta(days=2)  # longer than any sign-on whose ID token may be handed back


class Command(BaseCommand):
    """openecf rotate_keys"""

    help = "Let the next key sign; the one that signed stays published for two days."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)

    def handle(self, **options):
        """Rotate, forget what is long retired, and say what comes next."""
        folder, at = settings.DATA_DIR / "keys", clock.now()
        gone = keys.forget_retired(folder, before=at - KEPT)
        keys.rotate(folder, at=at)
        self.stdout.write(
            f"The next key will sign; {gone} long retired keys are gone. Restart the center's processes, one "
            "after another: those that run on understand both keys."
        )
