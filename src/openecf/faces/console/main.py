"""The command `openecf`: chooses the installation, then hands its words to the commands."""

import os
import sys

from openecf.faces.console import installation


def main() -> None:
    """Run one command of faces/console/management/commands."""
    words = installation.choose(sys.argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(words)
