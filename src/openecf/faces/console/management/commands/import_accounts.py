"""Bring a court's old logins over."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from openecf.courthouse.courts import routing
from openecf.courthouse.people import importing
from openecf.faces.console import account_tables, installation
from openecf.foundation import clock
from openecf.foundation.refusals import Refusal


class Command(BaseCommand):
    """openecf import-accounts"""

    help = (
        "Bring a court's old logins over from a CSV file. crypt, MD5-crypt, SHA-crypt, PBKDF2 and Argon2 "
        "hashes are checked as they are; other accounts are linked by a mailed link. It can be run again."
    )

    def add_arguments(self, parser):
        """Declare the options."""
        installation.add_options(parser)
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        parser.add_argument("--court", required=True, metavar="ID")
        parser.add_argument("--check", action="store_true", help="only say what is wrong; bring nothing over")
        parser.add_argument("--quiet", action="store_true", help="say only what is wrong, and the totals")

    def handle(self, *, file, court, check, quiet, **options):
        """Check every line; when none is wrong, bring them over one by one."""
        found = routing.court_by_id(court)
        if found is None:
            raise CommandError(f"There is no court {court} here. Open it first: openecf create-court {court}")
        try:
            rows = account_tables.read(file)
        except Refusal as refusal:
            raise CommandError(refusal.sentence) from refusal
        wrong = importing.wrong_lines(found, rows)
        for line in wrong:
            self.stderr.write(_line(line))
        if wrong:
            raise CommandError(f"{len(wrong)} of {len(rows)} lines are wrong. Nothing was brought over.")
        if check:
            self.stdout.write(f"{len(rows)} lines, none is wrong. Nothing was brought over.")
            return
        self._bring(found, rows, quiet)

    def _bring(self, court, rows, quiet):
        count = Counter()
        for line in importing.bring(court, rows, at=clock.now()):
            count[line.outcome] += 1
            if not quiet:
                self.stdout.write(_line(line))
        self.stdout.write(
            f"{len(rows)} lines: {count['brought']} brought over, {count['here']} were here already."
        )


def _line(said) -> str:
    login = "".join(sign if sign.isprintable() else "?" for sign in said.login[:120])
    return f"line {said.number}: {login}: {said.sentence}"
