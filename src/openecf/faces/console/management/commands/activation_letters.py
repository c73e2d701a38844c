"""Print the activation letters that are due."""

import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from openecf.center.accounts import activation
from openecf.faces.console import installation
from openecf.foundation import clock
from openecf.foundation.refusals import Refusal


class Command(BaseCommand):
    """openecf activation_letters"""

    help = "Write the letters with activation tokens that are due into a folder, to be printed and mailed."

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument(
            "folder", metavar="FOLDER", type=Path, help="where the letters are written, one a file"
        )
        parser.add_argument(
            "--again", metavar="NUMBER", help="only this account's, in place of an earlier letter"
        )

    def handle(self, *, folder, again, **options):
        """Write each letter; the tokens in them are kept nowhere else."""
        at = clock.now()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        numbers = [again] if again else activation.due_letters()
        for number in numbers:
            try:
                letter = activation.print_letter(number, at=at)
            except Refusal as refusal:
                raise CommandError(refusal.sentence) from refusal
            self.stdout.write(f"{number}: {_write(folder, letter, at)}")
        if not numbers:
            self.stdout.write("No letter is due.")


def _write(folder: Path, letter: activation.PaperLetter, at) -> Path:
    """Write a letter that only its printer may read; an earlier one of the same second is in its way."""
    path = folder / f"{letter.number}-{at:%Y%m%d-%H%M%S}.txt"
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(letter.text)
    return path
