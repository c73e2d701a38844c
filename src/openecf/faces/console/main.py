"""The command `openecf`: hands its words to Django's commands."""

import os
import sys


def main() -> None:
    """Run one command of faces/console/management/commands."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openecf.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
