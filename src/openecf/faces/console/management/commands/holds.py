"""List the accounts that are held."""

from django.core.management.base import BaseCommand

from openecf.center.accounts import holds
from openecf.faces.console import installation


class Command(BaseCommand):
    """openecf holds"""

    help = "List the center accounts that are held for review, and which accounts each is like."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)

    def handle(self, **options):
        """Print a line an account."""
        waiting = holds.waiting()
        for held in waiting:
            like = f"; like {', '.join(held.like)}" if held.like else ""
            self.stdout.write(
                f"{held.number}  {held.username}  {held.name.full}  {held.email}  "
                f"since {held.made_at:%Y-%m-%d}: {held.why}{like}"
            )
        self.stdout.write(
            "Release one: openecf release NUMBER --reason TEXT" if waiting else "No account is held."
        )
