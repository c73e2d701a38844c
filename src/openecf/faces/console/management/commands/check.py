"""Refuse unsafe production settings."""

from django.core.checks import CheckMessage, Error
from django.core.management.base import SystemCheckError
from django.core.management.commands.check import Command as DjangoCheck

from openecf.faces.console import installation, safety


class Command(DjangoCheck):
    """openecf check"""

    help = "Check this installation for production; ends with an error while a setting is unsafe."

    def add_arguments(self, parser):
        """Declare the options."""
        super().add_arguments(parser)
        installation.add_options(parser)
        parser.add_argument("--now", help="refused: the clock of a court is never moved")

    def handle(self, *app_labels, **options):
        """Run Django's checks, then ours."""
        super().handle(*app_labels, **options)
        found = safety.unsafe_settings()
        for message in found:
            self.stderr.write(self._line(message))
        if any(isinstance(message, Error) or message.is_serious() for message in found):
            raise SystemCheckError("This installation is not safe for production.")
        self.stdout.write("This installation is safe to serve.")

    def _line(self, message: CheckMessage) -> str:
        return f"{message.id}: {message.msg} {message.hint}"
