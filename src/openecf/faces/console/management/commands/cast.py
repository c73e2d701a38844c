"""List everyone in the demonstration."""

import json

from django.core.management.base import BaseCommand, CommandError

from openecf.faces.console import installation
from openecf.faces.demo import programme


class Command(BaseCommand):
    """openecf cast"""

    help = "List everyone in the demonstration: what they sign in with and what they are there for."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("--json", action="store_true", help="as one JSON list")

    def handle(self, *, json: bool, **options):
        """Print the cast."""
        if not programme.is_seeded():
            raise CommandError("There is no demo here yet. Run `openecf demo` first.")
        people = programme.cast()
        self.stdout.write(_as_json(people) if json else programme.who_can_sign_in(people))


def _as_json(people) -> str:
    return json.dumps(people, indent=2)
